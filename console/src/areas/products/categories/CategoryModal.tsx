import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useApiMutation } from '@/api/mutation';
import { useSelling, useT } from '@/i18n';
import { FormError } from '@/ui/FormError';
import { validators } from '@/ui/validate';
import type { CategoryDialog } from './Categories';

export function CategoryModal({ dialog, onClose }: { dialog: CategoryDialog | null; onClose: () => void }) {
  const t = useT();
  const { categories: words } = useSelling();
  const title =
    dialog !== null && 'edit' in dialog
      ? words.editTitle(dialog.edit.name)
      : dialog?.below
        ? words.createBelow(dialog.below.name)
        : words.createTitle;
  return (
    <Modal opened={dialog !== null} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t.common.close }}>
      {dialog !== null && <CategoryForm dialog={dialog} onClose={onClose} />}
    </Modal>
  );
}

function CategoryForm({ dialog, onClose }: { dialog: CategoryDialog; onClose: () => void }) {
  const t = useT();
  const { categories: words } = useSelling();
  const edited = 'edit' in dialog ? dialog.edit : null;
  const form = useForm({ initialValues: { name: edited?.name ?? '' }, validate: { name: validators(t).required } });
  const options = { form, invalidates: ['/api/v1/categories'] as const, success: t.common.saved, onSuccess: onClose };
  const create = useApiMutation('post', '/api/v1/categories', options);
  const rename = useApiMutation('patch', '/api/v1/categories/{category_id}', options);
  const submit = ({ name }: { name: string }) => {
    const body = { name: name.trim() };
    if (edited === null) create.mutate({ body: { ...body, parent_id: 'below' in dialog ? (dialog.below?.id ?? null) : null } });
    else rename.mutate({ params: { path: { category_id: edited.id }, header: { 'If-Match': `"${edited.version}"` } }, body });
  };
  return (
    <form noValidate onSubmit={form.onSubmit(submit)}>
      <Stack>
        <FormError error={create.error ?? rename.error} />
        <TextInput data-autofocus label={words.name} placeholder={words.namePlaceholder} {...form.getInputProps('name')} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t.common.cancel}
          </Button>
          <Button type="submit" loading={create.isPending || rename.isPending}>
            {edited === null ? words.create : t.common.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
