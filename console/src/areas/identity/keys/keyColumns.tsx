import { Badge, Group, Menu, Stack, Text, Tooltip } from '@mantine/core';
import { IconPencil, IconRefresh, IconTrash } from '@tabler/icons-react';
import type { ApiKey } from '@/api/types';
import type { Catalogue } from '@/i18n';
import { DangerItem } from '@/ui/DangerItem';
import { columnsOf } from '@/ui/DataTable';
import { RowMenu } from '@/ui/RowMenu';
import { StatusBadge, type Tone } from '@/ui/StatusBadge';
import { Time } from '@/ui/Time';

const helper = columnsOf<ApiKey>();
const TONES: Record<ApiKey['state'], Tone> = { active: 'good', expired: 'warn', revoked: 'bad', replaced: 'quiet' };

export type KeyAction = 'edit' | 'reroll' | 'revoke';

export function keyColumns(t: Catalogue, mayChange: boolean, act: (action: KeyAction, key: ApiKey) => void) {
  return helper.columns([
    helper.display({
      id: 'name',
      header: t.keys.name,
      meta: { card: 'title' },
      cell: ({ row: { original: key } }) => (
        <Stack gap={2}>
          <Group gap={8} wrap="nowrap">
            <Text fw={550} truncate>
              {key.name}
            </Text>
            <Badge size="sm" color={key.mode === 'live' ? 'brand' : 'gray'}>
              {t.keys.modes[key.mode]}
            </Badge>
          </Group>
          <Text size="xs" c="dimmed" className="mono" truncate>
            {key.display}
          </Text>
        </Stack>
      ),
    }),
    helper.accessor('scopes', {
      header: t.keys.scopes,
      cell: ({ getValue }) => (
        <Tooltip label={getValue().join('\n')} styles={{ tooltip: { whiteSpace: 'pre' } }} disabled={getValue().length === 0}>
          <span>{t.keys.scopesCount(getValue().length)}</span>
        </Tooltip>
      ),
    }),
    helper.accessor('last_used_at', {
      header: t.keys.lastUsed,
      cell: ({ getValue }) => <Time at={getValue()} fallback={t.keys.neverUsed} />,
    }),
    helper.accessor('expires_at', {
      header: t.keys.expires,
      cell: ({ getValue }) => <Time at={getValue()} fallback={t.common.never} mode="date" />,
    }),
    helper.accessor('state', {
      header: t.keys.state,
      cell: ({ getValue }) => <StatusBadge tone={TONES[getValue()]}>{t.keys.states[getValue()]}</StatusBadge>,
    }),
    helper.display({
      id: 'actions',
      header: '',
      meta: { card: 'actions', align: 'right' },
      cell: ({ row: { original: key } }) =>
        mayChange &&
        key.state === 'active' && (
          <RowMenu name={key.name}>
            <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => act('edit', key)}>
              {t.common.edit}
            </Menu.Item>
            <Menu.Item leftSection={<IconRefresh size={16} aria-hidden />} onClick={() => act('reroll', key)}>
              {t.keys.reroll}
            </Menu.Item>
            <DangerItem icon={IconTrash} onClick={() => act('revoke', key)}>
              {t.keys.revoke}
            </DangerItem>
          </RowMenu>
        ),
    }),
  ]);
}
