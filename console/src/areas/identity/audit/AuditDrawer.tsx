import { Stack, Title } from '@mantine/core';
import type { AuditEntry } from '@/api/types';
import { useFormat, useT } from '@/i18n';
import { actorKind } from '@/ui/actorText';
import { CopyIcon } from '@/ui/CopyIcon';
import { describeDevice } from '@/ui/device';
import { DetailDrawer } from '@/ui/DetailDrawer';
import { eventTitle } from '@/ui/eventText';
import { Facts } from '@/ui/Facts';
import { DiffView } from './DiffView';

export function AuditDrawer({ entry, onClose }: { entry: AuditEntry | null; onClose: () => void }) {
  const t = useT();
  return (
    <DetailDrawer
      opened={entry !== null}
      onClose={onClose}
      title={entry === null ? t.audit.detailTitle : eventTitle(t, { name: entry.action })}
    >
      {entry !== null && <Details entry={entry} />}
    </DetailDrawer>
  );
}

function Details({ entry }: { entry: AuditEntry }) {
  const t = useT();
  const format = useFormat();
  return (
    <>
      <Facts
        items={[
          [t.audit.when, format.precise(entry.at)],
          [t.audit.who, `${entry.actor.name} (${actorKind(t, entry.actor.kind)})`],
          [t.audit.action, <span key="action" className="mono">{entry.action}</span>],
          [t.audit.target, entry.target ? <Identifier key="target" value={entry.target.id} /> : '–'],
          [t.audit.address, <span key="ip" className="mono">{entry.ip ?? '–'}</span>],
          [t.audit.device, describeDevice(t, entry.user_agent ?? null)],
          [t.audit.request, entry.request_id ? <Identifier key="request" value={entry.request_id} /> : '–'],
        ]}
      />
      <Stack gap="xs">
        <Title order={3}>{t.audit.changes}</Title>
        <DiffView before={entry.before} after={entry.after} />
      </Stack>
    </>
  );
}

function Identifier({ value }: { value: string }) {
  return (
    <>
      <span className="mono">{value}</span> <CopyIcon value={value} />
    </>
  );
}
