import { Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { useSignedIn } from '@/api/session';
import type { Connection } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import { LinkButton } from '@/ui/LinkButton';
import { Page } from '@/ui/Page';
import { platformName } from '../platforms';
import { ConnectionActions } from './ConnectionActions';
import { ConnectionDialogs, type ConnectionDialog } from './ConnectionDialogs';
import { ConnectionFacts } from './ConnectionFacts';
import { Journey } from './Journey';
import { LatestDeliveries } from './LatestDeliveries';
import { MadeSecret } from './MadeSecret';
import { Missing } from './Missing';
import { Pulse } from './Pulse';
import { Refusals } from './Refusals';
import { SetUp } from './SetUp';

interface Props {
  connection: Connection;
  /** How often it is looked for what came, in milliseconds. */
  period: number;
  reload: () => Promise<Connection | undefined>;
}

export function ConnectionShown({ connection, period, reload }: Props) {
  const t = useT();
  const words = useSelling();
  const { can } = useSignedIn();
  const [dialog, setDialog] = useState<ConnectionDialog | null>(null);
  const mayChange = can('channels.manage');
  return (
    <Page
      title={connection.name}
      subtitle={platformName(t, words, connection.platform)}
      actions={
        <Group gap="xs">
          <LinkButton to="/connections" variant="default">
            {words.channels.back}
          </LinkButton>
          {mayChange && <ConnectionActions connection={connection} onDialog={setDialog} />}
        </Group>
      }
    >
      <Stack gap="lg">
        <MadeSecret connection={connection.id} />
        <Missing connection={connection} onDialog={mayChange ? setDialog : undefined} />
        <Journey connection={connection} />
        <Pulse connection={connection.id} period={period} />
        <SetUp connection={connection} />
        <Refusals connection={connection.id} period={period} />
        <LatestDeliveries connection={connection.id} period={period} />
        <ConnectionFacts connection={connection} />
      </Stack>
      {mayChange && <ConnectionDialogs dialog={dialog} connection={connection} reload={reload} onClose={() => setDialog(null)} />}
    </Page>
  );
}
