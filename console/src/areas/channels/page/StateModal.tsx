import type { Connection } from '@/api/types';
import { useSelling } from '@/i18n';
import { ConfirmModal } from '@/ui/ConfirmModal';
import type { ConnectionDialog } from './ConnectionDialogs';
import { useChange } from './useChange';

interface Props {
  dialog: ConnectionDialog | null;
  connection: Connection;
  onClose: () => void;
}

/** Disconnects, or connects again, once that is confirmed. */
export function StateModal({ dialog, connection, onClose }: Props) {
  const { channels: words } = useSelling();
  const disconnect = useChange(connection, { success: words.disconnected, onDone: onClose });
  const reconnect = useChange(connection, { success: words.reconnected, onDone: onClose });
  return (
    <>
      <ConfirmModal
        opened={dialog === 'disconnect'}
        onClose={onClose}
        onConfirm={() => disconnect.change({ state: 'disconnected' })}
        loading={disconnect.isPending}
        title={words.disconnectTitle(connection.name)}
        body={words.disconnectBody}
        confirmLabel={words.disconnect}
      />
      <ConfirmModal
        opened={dialog === 'reconnect'}
        onClose={onClose}
        onConfirm={() => reconnect.change({ state: 'active' })}
        loading={reconnect.isPending}
        tone="normal"
        title={words.reconnectTitle(connection.name)}
        body={words.reconnectBody}
        confirmLabel={words.reconnect}
      />
    </>
  );
}
