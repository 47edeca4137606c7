import { ActionIcon, Box, Button, Menu } from '@mantine/core';
import { IconBookmarkPlus, IconChevronDown, IconPencil, IconTrash, IconUser, IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApiMutation } from '@/api/mutation';
import { apiQuery } from '@/api/query';
import { useSignedIn } from '@/api/session';
import type { SavedView } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import { ConfirmModal } from '@/ui/ConfirmModal';
import { DangerItem } from '@/ui/DangerItem';
import { readSearch, sameSearch, type OrderSearch } from './orderFilter';
import { ViewModal } from './ViewModal';
import classes from './Views.module.css';

/** What everybody asks every morning, before anybody has saved anything. */
const STANDARD = [
  ['all', {}],
  ['toSend', { fulfilment_state: 'unfulfilled', state: 'open' }],
  ['unpaid', { financial_state: 'pending', state: 'open' }],
  ['returnsAsked', { return_state: 'requested' }],
] as const satisfies readonly (readonly [string, OrderSearch])[];

/** Filters under a name: those that come with the list, and those that people saved. */
export function Views({ search, onChoose }: { search: OrderSearch; onChoose: (search: OrderSearch) => void }) {
  const { views: words } = useSelling();
  const { can } = useSignedIn();
  const saved = useQuery(apiQuery('/api/v1/saved-views', { params: { query: { list: 'orders' } } }));
  const [dialog, setDialog] = useState<{ view: SavedView | null } | null>(null);
  const views = saved.data?.data ?? [];
  const isKnown = STANDARD.some(([, one]) => sameSearch(one, search)) || views.some((view) => sameSearch(readSearch(view.filter), search));
  const mayChange = can('orders.manage');
  return (
    <Box className={classes.bar} role="group" aria-label={words.title}>
      {STANDARD.map(([name, one]) => (
        <ViewButton key={name} label={words[name]} active={sameSearch(one, search)} onClick={() => onChoose(one)} />
      ))}
      {views.map((view) => {
        const active = sameSearch(readSearch(view.filter), search);
        return (
          <Box key={view.id} className={classes.view}>
            <ViewButton label={view.name} active={active} onClick={() => onChoose(readSearch(view.filter))} shared={view.is_shared} />
            {active && mayChange && <ViewMenu view={view} onRename={() => setDialog({ view })} onGone={() => onChoose({})} />}
          </Box>
        );
      })}
      {!isKnown && mayChange && (
        <Button
          className={classes.view}
          size="xs"
          variant="default"
          leftSection={<IconBookmarkPlus size={15} aria-hidden />}
          onClick={() => setDialog({ view: null })}
        >
          {words.save}
        </Button>
      )}
      {dialog !== null && <ViewModal view={dialog.view} search={search} onClose={() => setDialog(null)} />}
    </Box>
  );
}

function ViewButton({ label, active, onClick, shared }: { label: string; active: boolean; onClick: () => void; shared?: boolean }) {
  const Mark = shared ? IconUsers : IconUser;
  return (
    <Button
      className={classes.view}
      size="xs"
      variant={active ? 'light' : 'subtle'}
      color={active ? undefined : 'gray'}
      c={active ? undefined : 'var(--mantine-color-text)'}
      aria-pressed={active}
      leftSection={shared === undefined ? undefined : <Mark size={14} stroke={1.7} aria-hidden />}
      onClick={onClick}
    >
      {label}
    </Button>
  );
}

function ViewMenu({ view, onRename, onGone }: { view: SavedView; onRename: () => void; onGone: () => void }) {
  const t = useT();
  const { views: words } = useSelling();
  const [deleting, setDeleting] = useState(false);
  const remove = useApiMutation('delete', '/api/v1/saved-views/{view_id}', {
    invalidates: ['/api/v1/saved-views'],
    success: words.deleted(view.name),
    onSuccess: onGone,
  });
  return (
    <>
      <Menu>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={28} aria-label={t.common.actionsFor(view.name)}>
            <IconChevronDown size={15} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={onRename}>
            {words.rename}
          </Menu.Item>
          <DangerItem icon={IconTrash} onClick={() => setDeleting(true)}>
            {words.remove}
          </DangerItem>
        </Menu.Dropdown>
      </Menu>
      <ConfirmModal
        opened={deleting}
        onClose={() => setDeleting(false)}
        onConfirm={() => remove.mutate({ params: { path: { view_id: view.id } } })}
        title={words.removeTitle(view.name)}
        body={view.is_shared ? words.removeShared : words.removeBody}
        confirmLabel={words.remove}
        loading={remove.isPending}
      />
    </>
  );
}
