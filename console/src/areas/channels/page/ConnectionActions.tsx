import { Button, Menu } from '@mantine/core';
import { IconCertificate, IconKey, IconPencil, IconPlugConnected, IconPlugConnectedX } from '@tabler/icons-react';
import type { Connection } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import { DangerItem } from '@/ui/DangerItem';
import { RowMenu } from '@/ui/RowMenu';
import { needsOf } from '../platforms';
import type { ConnectionDialog } from './ConnectionDialogs';

interface Props {
  connection: Connection;
  onDialog: (dialog: ConnectionDialog) => void;
}

/** What can be done with a connection. */
export function ConnectionActions({ connection, onDialog }: Props) {
  const t = useT();
  const { channels: words } = useSelling();
  const needs = needsOf(connection.platform, connection.settings.scheme?.kind);
  return (
    <>
      <Button variant="default" leftSection={<IconPencil size={16} aria-hidden />} onClick={() => onDialog('edit')}>
        {t.common.edit}
      </Button>
      <RowMenu name={connection.name}>
        {needs.secret !== 'none' && (
          <Menu.Item leftSection={<IconKey size={16} aria-hidden />} onClick={() => onDialog('secret')}>
            {words.renew}
          </Menu.Item>
        )}
        {needs.key && (
          <Menu.Item leftSection={<IconCertificate size={16} aria-hidden />} onClick={() => onDialog('key')}>
            {words.renewKey}
          </Menu.Item>
        )}
        {connection.state === 'active' ? (
          <DangerItem icon={IconPlugConnectedX} onClick={() => onDialog('disconnect')}>
            {words.disconnect}
          </DangerItem>
        ) : (
          <Menu.Item leftSection={<IconPlugConnected size={16} aria-hidden />} onClick={() => onDialog('reconnect')}>
            {words.reconnect}
          </Menu.Item>
        )}
      </RowMenu>
    </>
  );
}
