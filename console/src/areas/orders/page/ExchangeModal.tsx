import { ActionIcon, Group, NumberInput, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useApiMutation } from '@/api/mutation';
import type { OrderDetail, Return, Variant } from '@/api/types';
import { useSelling } from '@/i18n';
import { Money } from '@/ui/money/Money';
import { addedOf, type Added } from '../edit/editModel';
import { ORDER_PATHS } from '../paths';
import { VariantSearch } from '../VariantSearch';
import { Dialog } from './Dialog';
import classes from './Lines.module.css';

interface Props {
  order: OrderDetail;
  about: Return;
  onClose: () => void;
}

/** An item that is sent in place of what comes back. */
interface Instead extends Added {
  price: Variant['prices'][number] | undefined;
}

/** The same goods once more, or others, paid with those that come back as far as they reach. */
export function ExchangeModal({ order, about, onClose }: Props) {
  const { returns: words } = useSelling();
  const [wanted, setWanted] = useState<'same' | 'others'>('same');
  const [instead, setInstead] = useState<Instead[]>([]);
  const isOther = wanted === 'others';
  const exchange = useApiMutation('post', '/api/v1/returns/{return_id}/exchange', {
    invalidates: ORDER_PATHS,
    errors: 'inline',
    success: (placed) => words.exchanged(placed?.name ?? ''),
    onSuccess: onClose,
  });
  return (
    <Dialog
      size="lg"
      title={words.exchangeTitle}
      hint={words.exchangeBody}
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault();
        const lines = isOther ? instead.map(({ line }) => line) : [];
        exchange.mutate({ params: { path: { return_id: about.id } }, body: { lines } });
      }}
      submitLabel={words.exchange}
      loading={exchange.isPending}
      disabled={isOther && instead.length === 0}
      error={exchange.error}
    >
      <SegmentedControl
        fullWidth
        aria-label={words.exchangeFor}
        value={wanted}
        onChange={(value) => setWanted(value === 'others' ? 'others' : 'same')}
        data={[
          { value: 'same', label: words.exchangeSame },
          { value: 'others', label: words.exchangeOthers },
        ]}
      />
      {isOther && (
        <>
          <VariantSearch
            label={words.exchangeFind}
            shopId={order.shop_id}
            currency={order.currency}
            onPick={(found) => {
              const price = found.variant.prices.find(({ currency }) => currency === order.currency);
              const one = { ...addedOf(found), price };
              if (!instead.some(({ key }) => key === one.key)) setInstead([...instead, one]);
            }}
          />
          <InsteadLines lines={instead} onChange={setInstead} />
        </>
      )}
    </Dialog>
  );
}

function InsteadLines({ lines, onChange }: { lines: Instead[]; onChange: (lines: Instead[]) => void }) {
  const { drafts, editOrder } = useSelling();
  if (lines.length === 0) return null;
  const set = (key: string, quantity: number) =>
    onChange(lines.map((one) => (one.key === key ? { ...one, line: { ...one.line, quantity } } : one)));
  return (
    <ul className={classes.lines}>
      {lines.map(({ key, title, detail, price, line }) => (
        <li key={key} className={classes.line}>
          <Stack gap={2} miw={0}>
            <Text fw={550}>{title}</Text>
            <Text size="xs" c="dimmed" component="span">
              {detail} {price && <Money value={price} />}
            </Text>
          </Stack>
          <Group gap="xs" wrap="nowrap">
            <NumberInput
              aria-label={editOrder.quantityOf(title)}
              w={84}
              min={1}
              allowDecimal={false}
              allowNegative={false}
              value={line.quantity}
              onChange={(count) => set(key, Number(count) || 1)}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={drafts.removeItem(title)}
              onClick={() => onChange(lines.filter((one) => one.key !== key))}
            >
              <IconTrash size={17} aria-hidden />
            </ActionIcon>
          </Group>
        </li>
      ))}
    </ul>
  );
}
