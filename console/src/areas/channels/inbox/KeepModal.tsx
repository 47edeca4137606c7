import { Modal, NumberInput, Skeleton, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useApiMutation } from '@/api/mutation';
import { apiQuery } from '@/api/query';
import { useSelling, useT } from '@/i18n';
import { ErrorState } from '@/ui/ErrorState';
import { FormError } from '@/ui/FormError';
import { SubmitRow } from '@/ui/SubmitRow';

const PATH = '/api/v1/inbox/settings';
const [DAYS_MIN, DAYS_MAX] = [1, 3650];

/** How long what came is kept. */
export function KeepModal({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const t = useT();
  const { inbox } = useSelling();
  const settings = useQuery({ ...apiQuery(PATH), enabled: opened });
  return (
    <Modal opened={opened} onClose={onClose} title={inbox.settings} size="md" closeButtonProps={{ 'aria-label': t.common.close }}>
      {settings.isError && <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />}
      {settings.data === undefined && !settings.isError && <Skeleton height={140} radius="md" />}
      {settings.data !== undefined && <KeepForm days={settings.data.keep_days} onClose={onClose} />}
    </Modal>
  );
}

function KeepForm({ days, onClose }: { days: number; onClose: () => void }) {
  const t = useT();
  const { inbox } = useSelling();
  const isRight = (value: number | string) => Number.isInteger(value) && Number(value) >= DAYS_MIN && Number(value) <= DAYS_MAX;
  const form = useForm<{ keep_days: number | string }>({
    initialValues: { keep_days: days },
    validate: { keep_days: (value) => (isRight(value) ? null : inbox.keepDaysInvalid(DAYS_MIN, DAYS_MAX)) },
  });
  const save = useApiMutation('put', PATH, { form, invalidates: [PATH], success: t.common.saved, onSuccess: onClose });
  return (
    <form noValidate onSubmit={form.onSubmit(({ keep_days }) => save.mutate({ body: { keep_days: Number(keep_days) } }))}>
      <Stack>
        <FormError error={save.error} />
        <NumberInput
          data-autofocus
          label={inbox.keepDays}
          description={inbox.keepDaysHint}
          allowDecimal={false}
          allowNegative={false}
          {...form.getInputProps('keep_days')}
        />
        <SubmitRow label={t.common.save} loading={save.isPending} disabled={!form.isDirty()} onCancel={onClose} />
      </Stack>
    </form>
  );
}
