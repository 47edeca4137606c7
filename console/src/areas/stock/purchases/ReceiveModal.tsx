import { Button, Checkbox, Group, Modal, NumberInput, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useApiMutation } from '@/api/mutation';
import type { PurchaseOrder } from '@/api/types';
import { useFormat, useSelling, useT } from '@/i18n';
import { FormError } from '@/ui/FormError';
import classes from '../lines/Lines.module.css';
import { LineName } from '../lines/LineName';
import { stockName } from '../stockColumns';
import { outstanding } from './purchase';

interface Props {
  order: PurchaseOrder | null;
  onClose: () => void;
}

/** Goods arrive: what is still to come is filled in, and whoever unpacks corrects it. */
export function ReceiveModal({ order, onClose }: Props) {
  const t = useT();
  const { purchases: words } = useSelling();
  return (
    <Modal opened={order !== null} onClose={onClose} title={words.receive} size="lg" closeButtonProps={{ 'aria-label': t.common.close }}>
      {order !== null && <ReceiveForm order={order} onClose={onClose} />}
    </Modal>
  );
}

function ReceiveForm({ order, onClose }: { order: PurchaseOrder; onClose: () => void }) {
  const t = useT();
  const { purchases: words } = useSelling();
  const format = useFormat();
  const form = useForm<{ accept_more: boolean; lines: { variant_id: string; quantity: number | string }[] }>({
    initialValues: {
      accept_more: false,
      lines: order.lines.map((line) => ({ variant_id: line.variant_id, quantity: outstanding(line) })),
    },
  });
  const counted = form.values.lines.filter(({ quantity }) => Number(quantity) > 0);
  const tooMany = order.lines.some((line, index) => Number(form.values.lines[index]?.quantity ?? 0) > outstanding(line));
  const receive = useApiMutation('post', '/api/v1/purchase-orders/{purchase_order_id}/receive', {
    form: {
      clearErrors: form.clearErrors,
      // Lines of which nothing has come are not sent, so the server counts others.
      setErrors: (errors) => form.setErrors(placed(errors, form.values.lines.flatMap(({ quantity }, index) => (Number(quantity) > 0 ? [index] : [])))),
    },
    invalidates: ['/api/v1/purchase-orders', '/api/v1/purchase-orders/{purchase_order_id}', '/api/v1/stock', '/api/v1/stock/{variant_id}/explanation', '/api/v1/stock/movements'],
    success: words.taken,
    onSuccess: onClose,
  });
  return (
    <form
      noValidate
      onSubmit={form.onSubmit(({ accept_more }) =>
        receive.mutate({
          params: { path: { purchase_order_id: order.id } },
          body: { accept_more, lines: counted.map(({ variant_id, quantity }) => ({ variant_id, quantity: Number(quantity) })) },
        }),
      )}
    >
      <Stack>
        <FormError error={receive.error} />
        <Text c="dimmed">{words.receiveHint}</Text>
        <div>
          {order.lines.map((line, index) => (
            <div key={line.variant_id} className={classes.line}>
              <div className={classes.name}>
                <LineName title={stockName(line)} sku={line.sku} more={line.supplier_sku} />
                <Text size="xs" c="dimmed">
                  {words.toCome(format.number(outstanding(line)), format.number(line.quantity))}
                </Text>
              </div>
              <NumberInput
                className={classes.field}
                size="md"
                min={0}
                allowDecimal={false}
                aria-label={`${words.arrived}: ${stockName(line)}`}
                {...form.getInputProps(`lines.${index}.quantity`)}
              />
            </div>
          ))}
        </div>
        {tooMany && <Checkbox label={words.acceptMore} {...form.getInputProps('accept_more', { type: 'checkbox' })} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t.common.cancel}
          </Button>
          <Button type="submit" loading={receive.isPending} disabled={counted.length === 0 || (tooMany && !form.values.accept_more)}>
            {words.receiveSubmit}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Errors of the lines that were sent, at the places where those lines stand on the page. */
function placed(errors: Record<string, string>, sent: readonly number[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(errors).map(([field, message]) => {
      const match = /^lines\.(\d+)\.(.*)$/.exec(field);
      return match === null ? [field, message] : [`lines.${sent[Number(match[1])] ?? 0}.quantity`, message];
    }),
  );
}
