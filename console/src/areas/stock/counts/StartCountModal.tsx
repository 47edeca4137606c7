import { Modal, Select, Stack, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useApiMutation } from '@/api/mutation';
import { useSelling, useT } from '@/i18n';
import { FormError } from '@/ui/FormError';
import { SubmitRow } from '@/ui/SubmitRow';
import { useLocations } from '../useLocations';

interface Props {
  opened: boolean;
  onClose: () => void;
  onStarted: (id: string) => void;
}

/** Where is counted; selling goes on meanwhile. */
export function StartCountModal({ opened, onClose, onStarted }: Props) {
  const t = useT();
  const { counts: words } = useSelling();
  return (
    <Modal opened={opened} onClose={onClose} title={words.createTitle} closeButtonProps={{ 'aria-label': t.common.close }}>
      <StartForm onClose={onClose} onStarted={onStarted} />
    </Modal>
  );
}

function StartForm({ onClose, onStarted }: Omit<Props, 'opened'>) {
  const { counts: words, stock } = useSelling();
  const { options } = useLocations();
  const form = useForm({ initialValues: { location_id: null as string | null, note: '' } });
  const location = form.values.location_id ?? options[0]?.value ?? null;
  const start = useApiMutation('post', '/api/v1/stock-counts', {
    form,
    invalidates: ['/api/v1/stock-counts'],
    onSuccess: (count) => count && onStarted(count.id),
  });
  return (
    <form
      noValidate
      onSubmit={form.onSubmit(({ note }) => {
        if (location !== null) start.mutate({ body: { location_id: location, note: note.trim() || null } });
      })}
    >
      <Stack>
        <FormError error={start.error} />
        <Select data-autofocus label={stock.location} allowDeselect={false} data={options} {...form.getInputProps('location_id')} value={location} />
        <Textarea label={words.note} placeholder={words.notePlaceholder} autosize maxLength={500} {...form.getInputProps('note')} />
        <SubmitRow label={words.begin} loading={start.isPending} disabled={location === null} onCancel={onClose} />
      </Stack>
    </form>
  );
}
