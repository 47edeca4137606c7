import { Button, Group, Modal, Stack, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useApiMutation } from '@/api/mutation';
import type { SavedView } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import { FormError } from '../FormError';
import { validators } from '../validate';

interface Props {
  /** Whose view it is, as the API calls the list. */
  list: string;
  /** The view to rename; `null` saves a new one. */
  view: SavedView | null;
  search: object;
  onClose: () => void;
}

/** Gives the filters of the list a name, or a view another. */
export function ViewModal({ list, view, search, onClose }: Props) {
  const t = useT();
  const { views: words } = useSelling();
  const form = useForm({
    initialValues: { name: view?.name ?? '', is_shared: view?.is_shared ?? false },
    validate: { name: validators(t).required },
  });
  const options = { form, invalidates: ['/api/v1/saved-views'], success: t.common.saved, onSuccess: onClose } as const;
  const create = useApiMutation('post', '/api/v1/saved-views', options);
  const rename = useApiMutation('patch', '/api/v1/saved-views/{view_id}', options);
  const submit = ({ name, is_shared }: { name: string; is_shared: boolean }) => {
    if (view === null) create.mutate({ body: { list, name, is_shared, filter: { ...search } } });
    else rename.mutate({ params: { path: { view_id: view.id } }, body: { name } });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={view === null ? words.saveTitle : words.renameTitle(view.name)}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <form noValidate onSubmit={form.onSubmit(submit)}>
        <Stack>
          <FormError error={create.error ?? rename.error} />
          <TextInput data-autofocus label={words.name} placeholder={words.namePlaceholder} {...form.getInputProps('name')} />
          {view === null && (
            <Switch
              label={words.shared}
              description={words.sharedHint}
              {...form.getInputProps('is_shared', { type: 'checkbox' })}
            />
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t.common.cancel}
            </Button>
            <Button type="submit" loading={create.isPending || rename.isPending}>
              {t.common.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
