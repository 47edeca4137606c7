import { Box, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { OrderDetail, OrderLine } from '@/api/types';
import { useSelling } from '@/i18n';
import { TextLink } from '@/ui/LinkButton';
import { Money } from '@/ui/money/Money';
import { Section } from '@/ui/Section';
import classes from './Lines.module.css';

/** What was bought, and what became of each line. */
export function LineList({ order, footer }: { order: OrderDetail; footer: ReactNode }) {
  const { order: words } = useSelling();
  return (
    <Section title={words.items}>
      <ul className={classes.lines}>
        {order.lines.map((line) => (
          <Line key={line.id} line={line} />
        ))}
      </ul>
      {footer}
    </Section>
  );
}

function Line({ line }: { line: OrderLine }) {
  return (
    <li className={classes.line}>
      <Stack gap={2} miw={0}>
        <Text fw={550} td={line.quantity === 0 ? 'line-through' : undefined}>
          {line.product_id === null ? (
            line.title
          ) : (
            <TextLink to="/products/$product" params={{ product: line.product_id }} inherit c="inherit">
              {line.title}
            </TextLink>
          )}
        </Text>
        <Text size="xs" c="dimmed">
          {[line.variant_title, line.sku].filter(Boolean).join(' · ')}
        </Text>
        <Progress line={line} />
      </Stack>
      <Box className={classes.price}>
        <Money value={line.unit_price} /> × <span className="tabular">{line.quantity}</span>
      </Box>
      <Box className={classes.amount}>
        <Money value={line.total} />
        {line.discount.amount_minor > 0 && (
          <Text size="xs" c="dimmed">
            −<Money value={line.discount} />
          </Text>
        )}
      </Box>
    </li>
  );
}

function Progress({ line }: { line: OrderLine }) {
  const { order: words } = useSelling();
  const facts = [
    line.requires_shipping && line.quantity > 0 && words.sentOf(line.shipped_quantity, line.quantity),
    line.returned_quantity > 0 && words.returnedCount(line.returned_quantity),
    line.refunded_quantity > 0 && words.refundedCount(line.refunded_quantity),
  ].filter((fact) => fact !== false);
  if (facts.length === 0) return null;
  return (
    <Text size="xs" c="dimmed">
      {facts.join(' · ')}
    </Text>
  );
}
