import { Button, Stack, Title } from '@mantine/core';
import { IconRotateClockwise2, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { Job } from '@/api/types';
import { useFormat, useT } from '@/i18n';
import { CodeBlock, JsonBlock } from '@/ui/CodeBlock';
import { ConfirmModal } from '@/ui/ConfirmModal';
import { DetailDrawer } from '@/ui/DetailDrawer';
import { Facts } from '@/ui/Facts';
import { StatusBadge } from '@/ui/StatusBadge';
import { JOB_TONES } from './jobColumns';

interface Props {
  job: Job | null;
  onClose: () => void;
  mayChange: boolean;
  busy: boolean;
  onReplay: (id: string) => void;
  onDiscard: (id: string) => void;
}

export function JobDrawer({ job, onClose, mayChange, busy, onReplay, onDiscard }: Props) {
  const t = useT();
  const [discarding, setDiscarding] = useState(false);
  return (
    <>
      <DetailDrawer
        opened={job !== null}
        onClose={onClose}
        title={<span className="mono">{job?.name}</span>}
        actions={
          mayChange && job?.state === 'dead' ? (
            <>
              <Button
                variant="default"
                leftSection={<IconTrash size={16} aria-hidden />}
                onClick={() => setDiscarding(true)}
              >
                {t.jobs.discard}
              </Button>
              <Button
                leftSection={<IconRotateClockwise2 size={16} aria-hidden />}
                loading={busy}
                onClick={() => onReplay(job.id)}
              >
                {t.jobs.replay}
              </Button>
            </>
          ) : undefined
        }
      >
        {job !== null && <Details job={job} />}
      </DetailDrawer>
      <ConfirmModal
        opened={discarding && job !== null}
        onClose={() => setDiscarding(false)}
        onConfirm={() => {
          if (job !== null) onDiscard(job.id);
          setDiscarding(false);
        }}
        title={t.jobs.discardTitle}
        body={t.jobs.discardBody}
        confirmLabel={t.jobs.discard}
      />
    </>
  );
}

function Details({ job }: { job: Job }) {
  const t = useT();
  const format = useFormat();
  return (
    <>
      <Facts
        items={[
          [t.jobs.state, <StatusBadge key="state" tone={JOB_TONES[job.state]}>{t.jobs.states[job.state]}</StatusBadge>],
          [t.jobs.attempts, t.jobs.attemptOf(job.attempt, job.max_attempts)],
          [t.jobs.queue, job.queue],
          [t.jobs.priority, format.number(job.priority)],
          [t.jobs.created, format.dateTime(job.created_at)],
          [t.jobs.runAt, format.dateTime(job.run_at)],
          ...(job.lease_until ? [[t.jobs.leaseUntil, format.dateTime(job.lease_until)] as const] : []),
          [t.jobs.organization, <span key="organization" className="mono">{job.organization_id}</span>],
        ]}
      />
      {job.last_error != null && (
        <Stack gap="xs">
          <Title order={3}>{t.jobs.lastError}</Title>
          <CodeBlock code={job.last_error} label={t.jobs.lastError} wrap maxHeight={220} />
        </Stack>
      )}
      <Stack gap="xs">
        <Title order={3}>{t.jobs.payload}</Title>
        <JsonBlock value={job.payload} label={t.jobs.payload} />
      </Stack>
    </>
  );
}
