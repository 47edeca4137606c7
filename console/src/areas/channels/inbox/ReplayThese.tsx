import { Button } from '@mantine/core';
import { IconRotateClockwise } from '@tabler/icons-react';
import { useState } from 'react';
import { errorMessage } from '@/api/messages';
import { useSelling, useT } from '@/i18n';
import { ConfirmModal } from '@/ui/ConfirmModal';
import type { InboxFilter } from './InboxFilters';
import { useReplay, useReplays } from './useReplay';
import { useReplayCount } from './useReplayCount';

/** Processes again what the present filter names, once it is said how many that are. */
export function ReplayThese({ filter }: { filter: InboxFilter }) {
  const t = useT();
  const { outcomes } = useSelling();
  const [opened, setOpened] = useState(false);
  const close = () => setOpened(false);
  const count = useReplayCount(filter, opened);
  const replays = useReplays(close);
  const found = count.data;
  const isNothing = found?.count === 0 && !found.isMore;
  return (
    <>
      <Button variant="default" leftSection={<IconRotateClockwise size={16} aria-hidden />} onClick={() => setOpened(true)}>
        {outcomes.replayThese}
      </Button>
      <ConfirmModal
        opened={opened}
        onClose={close}
        onConfirm={() => (isNothing ? close() : replays.mutate({ body: filter }))}
        loading={replays.isPending || count.isPending}
        tone="normal"
        title={found === undefined || isNothing ? outcomes.replayThese : outcomes.replayTitle(found.count, found.isMore)}
        body={count.isError ? errorMessage(t, count.error) : isNothing ? outcomes.replayNothing : outcomes.replayBody}
        confirmLabel={isNothing ? t.common.close : outcomes.replay}
      />
    </>
  );
}

/** Processes one again; what was dropped is gone, and what waits has its turn anyway. */
export function ReplayButton({ id }: { id: string }) {
  const { outcomes } = useSelling();
  const { replay, isPending } = useReplay();
  return (
    <Button leftSection={<IconRotateClockwise size={16} aria-hidden />} loading={isPending} onClick={() => replay(id)}>
      {outcomes.replay}
    </Button>
  );
}
