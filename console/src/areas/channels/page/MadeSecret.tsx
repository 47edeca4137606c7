import { Alert, Button, Stack, Text, Title } from '@mantine/core';
import { IconShieldLock } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useSelling } from '@/i18n';
import { CodeBlock } from '@/ui/CodeBlock';
import { forgetSecret, madeSecret } from '../madeSecrets';

/** The secret that was made with this connection, until it is stored or the page is left. */
export function MadeSecret({ connection }: { connection: string }) {
  const { channels: words } = useSelling();
  const [secret, setSecret] = useState(() => madeSecret(connection));
  useEffect(() => () => forgetSecret(connection), [connection]);
  if (secret === null) return null;
  return (
    <Alert
      component="section"
      aria-label={words.madeTitle}
      color="yellow"
      variant="light"
      icon={<IconShieldLock size={18} aria-hidden />}
    >
      <Stack align="flex-start" gap="sm">
        <Title order={2}>{words.madeTitle}</Title>
        <Text size="sm">{words.madeWarning}</Text>
        <div style={{ width: '100%' }}>
          <CodeBlock code={secret} label={words.secret} wrap />
        </div>
        <Button
          onClick={() => {
            forgetSecret(connection);
            setSecret(null);
          }}
        >
          {words.madeDone}
        </Button>
      </Stack>
    </Alert>
  );
}
