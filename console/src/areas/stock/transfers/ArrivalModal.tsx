import { Button, Group, Modal, NumberInput, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useApiMutation } from '@/api/mutation';
import type { Transfer } from '@/api/types';
import { useFormat, useSelling, useT } from '@/i18n';
import { FormError } from '@/ui/FormError';
import classes from '../lines/Lines.module.css';
import { LineName } from '../lines/LineName';
import { stockName } from '../stockColumns';
import { underway } from './transfer';

interface Props {
  transfer: Transfer | null;
  onClose: () => void;
}

/** Goods arrive from another location: how many are there, and how many got lost on the way. */
export function ArrivalModal({ transfer, onClose }: Props) {
  const t = useT();
  const { transfers: words } = useSelling();
  return (
    <Modal opened={transfer !== null} onClose={onClose} title={words.receive} size="lg" closeButtonProps={{ 'aria-label': t.common.close }}>
      {transfer !== null && <ArrivalForm transfer={transfer} onClose={onClose} />}
    </Modal>
  );
}

interface Entry {
  received: number | string;
  lost: number | string;
}

function ArrivalForm({ transfer, onClose }: { transfer: Transfer; onClose: () => void }) {
  const t = useT();
  const { transfers: words } = useSelling();
  const format = useFormat();
  const open = transfer.lines.filter((line) => underway(line) > 0);
  const form = useForm<{ lines: Entry[] }>({ initialValues: { lines: open.map((line) => ({ received: underway(line), lost: 0 })) } });
  const receive = useApiMutation('post', '/api/v1/stock-transfers/{transfer_id}/receive', {
    invalidates: ['/api/v1/stock-transfers', '/api/v1/stock-transfers/{transfer_id}', '/api/v1/stock', '/api/v1/stock/movements', '/api/v1/stock/{variant_id}/explanation'],
    errors: 'inline',
    success: words.arrived,
    onSuccess: onClose,
  });
  const lines = open.flatMap((line, index) => {
    const { received, lost } = form.values.lines[index] ?? { received: 0, lost: 0 };
    return Number(received) + Number(lost) === 0 ? [] : [{ variant_id: line.variant_id, received: Number(received), lost: Number(lost) }];
  });
  const tooMany = open.some((line) => {
    const said = lines.find(({ variant_id }) => variant_id === line.variant_id);
    return said !== undefined && said.received + said.lost > underway(line);
  });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        receive.mutate({ params: { path: { transfer_id: transfer.id } }, body: { lines } });
      }}
    >
      <Stack>
        <FormError error={receive.error} />
        <div>
          {open.map((line, index) => (
            <div key={line.variant_id} className={classes.line}>
              <div className={classes.name}>
                <LineName title={stockName(line)} sku={line.sku} />
                <Text size="xs" c="dimmed">
                  {words.underway(format.number(underway(line)))}
                </Text>
              </div>
              {(['received', 'lost'] as const).map((field) => (
                <NumberInput
                  key={field}
                  className={classes.field}
                  label={words.figures[field]}
                  aria-label={`${words.figures[field]}: ${stockName(line)}`}
                  min={0}
                  max={underway(line)}
                  allowDecimal={false}
                  {...form.getInputProps(`lines.${index}.${field}`)}
                />
              ))}
            </div>
          ))}
        </div>
        {tooMany && (
          <Text c="var(--mantine-color-error)" role="alert" size="sm">
            {words.tooMany}
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t.common.cancel}
          </Button>
          <Button type="submit" loading={receive.isPending} disabled={lines.length === 0 || tooMany}>
            {words.receiveSubmit}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
