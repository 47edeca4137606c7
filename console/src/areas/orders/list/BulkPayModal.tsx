import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Order } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import { MethodField } from '../MethodField';

/** How the money of many orders came, before it is written down. */
export function BulkPayModal({ orders, onClose, onApply }: { orders: Order[]; onClose: () => void; onApply: (method: string) => void }) {
  const t = useT();
  const { bulk: words } = useSelling();
  const [method, setMethod] = useState('bank_transfer');
  const apply = () => {
    onApply(method);
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={words.paidTitle(orders.length)} closeButtonProps={{ 'aria-label': t.common.close }}>
      <Stack>
        <Text c="dimmed">{words.paidHint}</Text>
        <MethodField value={method} onChange={setMethod} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t.common.cancel}
          </Button>
          <Button disabled={method.trim() === ''} onClick={apply}>
            {words.apply(orders.length)}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
