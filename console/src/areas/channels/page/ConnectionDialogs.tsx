import { Modal } from '@mantine/core';
import type { Connection } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import { EditForm } from './EditForm';
import { RenewForm } from './RenewForm';
import { StateModal } from './StateModal';

export type ConnectionDialog = 'edit' | 'secret' | 'key' | 'disconnect' | 'reconnect';

interface Props {
  dialog: ConnectionDialog | null;
  connection: Connection;
  reload: () => Promise<Connection | undefined>;
  onClose: () => void;
}

/** The dialogs of a connection's page; what they change, they change on the version that was seen. */
export function ConnectionDialogs({ dialog, connection, reload, onClose }: Props) {
  const t = useT();
  const { channels: words } = useSelling();
  const shared = { onClose, closeButtonProps: { 'aria-label': t.common.close } } as const;
  const renewing = dialog === 'secret' || dialog === 'key' ? dialog : null;
  return (
    <>
      <Modal {...shared} opened={dialog === 'edit'} title={words.editTitle(connection.name)}>
        <EditForm connection={connection} reload={reload} onClose={onClose} />
      </Modal>
      <Modal
        {...shared}
        opened={renewing !== null}
        title={renewing === 'key' ? words.renewKeyTitle(connection.name) : words.renewTitle(connection.name)}
        size="lg"
      >
        {renewing !== null && <RenewForm what={renewing} connection={connection} reload={reload} onClose={onClose} />}
      </Modal>
      <StateModal dialog={dialog} connection={connection} onClose={onClose} />
    </>
  );
}
