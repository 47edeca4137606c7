import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useApiMutation } from '@/api/mutation';
import type { Return } from '@/api/types';
import { useSelling } from '@/i18n';
import { ConfirmModal } from '@/ui/ConfirmModal';
import { ORDER_PATHS } from '../paths';
import { Dialog } from './Dialog';
import { useStep } from './useStep';

interface Props {
  about: Return;
  onClose: () => void;
}

/** The merchant agrees: the goods may come. */
export function ApproveModal({ about, onClose }: Props) {
  const { returns: words } = useSelling();
  const [tracking, setTracking] = useState('');
  const approve = useStep('/api/v1/returns/{return_id}/approve', words.approved, onClose);
  const params = { path: { return_id: about.id } };
  return (
    <Dialog
      title={words.approveTitle}
      hint={words.approveHint}
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault();
        approve.mutate({ params, body: { tracking_number: tracking.trim() || null } });
      }}
      submitLabel={words.approve}
      loading={approve.isPending}
      error={approve.error}
    >
      <TextInput data-autofocus label={words.tracking} value={tracking} onChange={(event) => setTracking(event.currentTarget.value)} />
    </Dialog>
  );
}

/** The merchant does not agree. */
export function RejectModal({ about, onClose }: Props) {
  const { returns: words } = useSelling();
  const [note, setNote] = useState('');
  const reject = useStep('/api/v1/returns/{return_id}/reject', words.rejected, onClose);
  return (
    <Dialog
      title={words.rejectTitle}
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault();
        reject.mutate({ params: { path: { return_id: about.id } }, body: { note: note.trim() } });
      }}
      submitLabel={words.reject}
      loading={reject.isPending}
      error={reject.error}
      danger
    >
      <Textarea
        data-autofocus
        autosize
        minRows={3}
        label={words.rejectNote}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </Dialog>
  );
}

/** The customer keeps the goods after all. */
export function CancelReturnModal({ about, onClose }: Props) {
  const { returns: words } = useSelling();
  const cancel = useApiMutation('post', '/api/v1/returns/{return_id}/cancel', {
    invalidates: ORDER_PATHS,
    success: words.cancelled,
    onSuccess: onClose,
  });
  return (
    <ConfirmModal
      opened
      onClose={onClose}
      onConfirm={() => cancel.mutate({ params: { path: { return_id: about.id } } })}
      title={words.cancelTitle}
      body={words.cancelBody}
      confirmLabel={words.cancel}
      loading={cancel.isPending}
    />
  );
}
