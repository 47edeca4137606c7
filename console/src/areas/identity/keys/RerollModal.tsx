import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useApiMutation } from '@/api/mutation';
import type { ApiKey } from '@/api/types';
import { useT } from '@/i18n';
import { FormError } from '@/ui/FormError';

interface Props {
  apiKey: ApiKey | null;
  onClose: () => void;
  onIssued: (secret: string) => void;
}

export function RerollModal({ apiKey, onClose, onIssued }: Props) {
  const t = useT();
  return (
    <Modal
      opened={apiKey !== null}
      onClose={onClose}
      title={t.keys.rerollTitle(apiKey?.name ?? '')}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      {apiKey !== null && <RerollForm apiKey={apiKey} onClose={onClose} onIssued={onIssued} />}
    </Modal>
  );
}

function RerollForm({ apiKey, onClose, onIssued }: Props & { apiKey: ApiKey }) {
  const t = useT();
  const [hours, setHours] = useState('24');
  const reroll = useApiMutation('post', '/api/v1/api-keys/{api_key_id}/reroll', {
    errors: 'inline',
    invalidates: ['/api/v1/api-keys'],
    onSuccess: (issued) => issued && onIssued(issued.secret),
  });
  const { none, hours: inHours, days } = t.keys.overlapChoices;
  return (
    <Stack>
      <FormError error={reroll.error} />
      <Text c="dimmed">{t.keys.rerollBody}</Text>
      <Select
        label={t.keys.overlap}
        value={hours}
        onChange={(value) => setHours(value ?? '24')}
        allowDeselect={false}
        data={[
          { value: '0', label: none },
          { value: '1', label: inHours(1) },
          { value: '24', label: inHours(24) },
          { value: '72', label: days(3) },
          { value: '168', label: days(7) },
        ]}
      />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t.common.cancel}
        </Button>
        <Button
          loading={reroll.isPending}
          onClick={() => reroll.mutate({ params: { path: { api_key_id: apiKey.id } }, body: { overlap_hours: Number(hours) } })}
        >
          {t.keys.reroll}
        </Button>
      </Group>
    </Stack>
  );
}
