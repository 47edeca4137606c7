import { Menu } from '@mantine/core';
import { IconRotateClockwise } from '@tabler/icons-react';
import type { InboxDeliveryLine } from '@/api/types';
import { useSelling } from '@/i18n';
import { RowMenu } from '@/ui/RowMenu';
import { isReplayable } from './effects';
import { useReplay } from './useReplay';

/** What can be done with a delivery from its row. */
export function ReplayItem({ delivery, name }: { delivery: InboxDeliveryLine; name: string }) {
  const { outcomes } = useSelling();
  const { replay } = useReplay();
  if (!isReplayable(delivery)) return null;
  return (
    <RowMenu name={name}>
      <Menu.Item leftSection={<IconRotateClockwise size={16} aria-hidden />} onClick={() => replay(delivery.id)}>
        {outcomes.replay}
      </Menu.Item>
    </RowMenu>
  );
}
