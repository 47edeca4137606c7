import { Stack, Text } from '@mantine/core';
import type { Refund } from '@/api/types';
import { useSelling } from '@/i18n';
import { Money } from '@/ui/money/Money';
import { Time } from '@/ui/Time';
import classes from './Rows.module.css';

/** Money that went back, below the payments that it was taken from. */
export function RefundRows({ refunds }: { refunds: Refund[] }) {
  const { refunds: words } = useSelling();
  return refunds.map((refund) => (
    <li key={refund.id} className={classes.row}>
      <Stack gap={2} miw={0}>
        <Text fw={550}>
          {words.refund} · {words.reasons[refund.reason]}
        </Text>
        <Text size="xs" c="dimmed" component="span">
          {[refund.note, refund.actor_name && words.by(refund.actor_name)].filter(Boolean).map((text) => `${text} · `)}
          <Time at={refund.created_at} mode="dateTime" />
        </Text>
      </Stack>
      <Text fw={550} span>
        −<Money value={refund.amount} />
      </Text>
    </li>
  ));
}
