import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { Connection } from '@/api/types';
import { useSelling } from '@/i18n';
import type { ConnectionDialog } from './ConnectionDialogs';

interface Props {
  connection: Connection;
  /** Nothing when the reader may not change connections. */
  onDialog: ((dialog: ConnectionDialog) => void) | undefined;
}

/** What is still to be filled in before anything can be verified, and where. */
export function Missing({ connection, onDialog }: Props) {
  const { channels: words } = useSelling();
  if (connection.missing.length === 0) return null;
  return (
    <Alert color="yellow" icon={<IconAlertTriangle size={18} aria-hidden />} title={words.missingTitle}>
      <Text>{words.missingHint}</Text>
      {onDialog && (
        <Group gap="xs" mt="sm">
          {connection.missing.map((field) => (
            <Button key={field} variant="default" onClick={() => onDialog(dialogFor(field))}>
              {words.fillIn(nameOf(field, words))}
            </Button>
          ))}
        </Group>
      )}
    </Alert>
  );
}

function dialogFor(field: string): ConnectionDialog {
  if (field === 'secret') return 'secret';
  return field === 'public_key' ? 'key' : 'edit';
}

interface Words {
  secret: string;
  publicKey: string;
  webhookId: string;
  recipients: string;
}

function nameOf(field: string, words: Words): string {
  const names: Record<string, string> = {
    secret: words.secret,
    public_key: words.publicKey,
    'settings.webhook_id': words.webhookId,
    'settings.recipients': words.recipients,
  };
  return names[field] ?? field;
}
