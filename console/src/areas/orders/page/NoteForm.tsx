import { Button, Group, Stack, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useApiMutation } from '@/api/mutation';
import type { OrderDetail } from '@/api/types';
import { useSelling } from '@/i18n';
import { FormError } from '@/ui/FormError';

/** Something to remember about an order. */
export function NoteForm({ order }: { order: OrderDetail }) {
  const { timeline: words } = useSelling();
  const form = useForm({ initialValues: { note: '' } });
  const add = useApiMutation('post', '/api/v1/orders/{order_id}/notes', {
    form,
    invalidates: ['/api/v1/orders/{order_id}/timeline'],
    onSuccess: () => form.reset(),
  });
  return (
    <form
      noValidate
      onSubmit={form.onSubmit(({ note }) => add.mutate({ params: { path: { order_id: order.id } }, body: { note: note.trim() } }))}
    >
      <Stack gap="xs" mb="lg">
        <FormError error={add.error} />
        <Textarea
          aria-label={words.write}
          placeholder={words.write}
          description={words.hint}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          autosize
          minRows={2}
          maxRows={10}
          {...form.getInputProps('note')}
        />
        <Group justify="flex-end">
          <Button type="submit" size="xs" variant="default" loading={add.isPending} disabled={form.values.note.trim() === ''}>
            {words.add}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
