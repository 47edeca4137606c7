import { Modal, Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useApiMutation } from '@/api/mutation';
import type { PrivacyRequest } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import { FormError } from '@/ui/FormError';
import { SubmitRow } from '@/ui/SubmitRow';
import { validators } from '@/ui/validate';

interface Props {
  /** The request that is answered; none while it is closed. */
  request: PrivacyRequest | null;
  onClose: () => void;
}

/** Writes down that a request is done, and what was done, for the proof. */
export function AnswerModal({ request, onClose }: Props) {
  const t = useT();
  const { privacy: words } = useSelling();
  return (
    <Modal opened={request !== null} onClose={onClose} title={words.markDone} size="md" closeButtonProps={{ 'aria-label': t.common.close }}>
      {request !== null && <AnswerForm id={request.id} onClose={onClose} />}
    </Modal>
  );
}

function AnswerForm({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useT();
  const { privacy: words } = useSelling();
  const form = useForm({ initialValues: { outcome: '' }, validate: { outcome: validators(t).required } });
  const answer = useApiMutation('post', '/api/v1/privacy-requests/{privacy_request_id}/answer', {
    form,
    invalidates: ['/api/v1/privacy-requests'],
    success: words.answered,
    onSuccess: onClose,
  });
  return (
    <form
      noValidate
      onSubmit={form.onSubmit(({ outcome }) => answer.mutate({ params: { path: { privacy_request_id: id } }, body: { outcome: outcome.trim() } }))}
    >
      <Stack>
        <FormError error={answer.error} />
        <Text c="dimmed">{words.answerHint}</Text>
        <Textarea
          data-autofocus
          label={words.outcome}
          placeholder={words.outcomePlaceholder}
          maxLength={500}
          autosize
          minRows={2}
          {...form.getInputProps('outcome')}
        />
        <SubmitRow label={words.markDone} loading={answer.isPending} onCancel={onClose} />
      </Stack>
    </form>
  );
}
