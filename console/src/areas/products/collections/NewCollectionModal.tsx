import { Modal, Radio, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useApiMutation } from '@/api/mutation';
import { useSelling, useT } from '@/i18n';
import { FormError } from '@/ui/FormError';
import { SubmitRow } from '@/ui/SubmitRow';
import { validators } from '@/ui/validate';

interface Props {
  opened: boolean;
  onClose: () => void;
  onCreated: (id: string) => void;
}

/** What a collection is called, and who decides what belongs; that never changes. */
export function NewCollectionModal({ opened, onClose, onCreated }: Props) {
  const t = useT();
  const { collections: words } = useSelling();
  return (
    <Modal opened={opened} onClose={onClose} title={words.create} closeButtonProps={{ 'aria-label': t.common.close }}>
      <NewForm onClose={onClose} onCreated={onCreated} />
    </Modal>
  );
}

function NewForm({ onClose, onCreated }: Omit<Props, 'opened'>) {
  const t = useT();
  const { collections: words } = useSelling();
  const form = useForm<{ name: string; kind: 'manual' | 'rule' }>({
    initialValues: { name: '', kind: 'manual' },
    validate: { name: validators(t).required },
  });
  const create = useApiMutation('post', '/api/v1/collections', {
    form,
    invalidates: ['/api/v1/collections'],
    onSuccess: (made) => made && onCreated(made.id),
  });
  return (
    <form
      noValidate
      onSubmit={form.onSubmit(({ name, kind }) =>
        create.mutate({ body: { name: name.trim(), rule: kind === 'rule' ? { match: 'all', conditions: [] } : null } }),
      )}
    >
      <Stack>
        <FormError error={create.error} />
        <TextInput data-autofocus label={words.name} placeholder={words.namePlaceholder} {...form.getInputProps('name')} />
        <Radio.Group label={words.kind} {...form.getInputProps('kind')}>
          <Stack gap="xs" mt="xs">
            {(['manual', 'rule'] as const).map((kind) => (
              <Radio key={kind} value={kind} label={words.kinds[kind]} description={words.kindHints[kind]} />
            ))}
          </Stack>
        </Radio.Group>
        <SubmitRow label={words.create} loading={create.isPending} onCancel={onClose} />
      </Stack>
    </form>
  );
}
