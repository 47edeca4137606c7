import { ActionIcon, Box, Button, Menu } from '@mantine/core';
import { IconBookmarkPlus, IconChevronDown, IconPencil, IconTrash, IconUser, IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApiMutation } from '@/api/mutation';
import { apiQuery } from '@/api/query';
import type { SavedView } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import { ConfirmModal } from '../ConfirmModal';
import { DangerItem } from '../DangerItem';
import { sameSearch } from './sameSearch';
import { ViewModal } from './ViewModal';
import classes from './Views.module.css';

interface Props<S extends object> {
  /** Whose views they are, as the API calls the list. */
  list: 'orders' | 'products';
  /** What comes with the list, before anybody has saved anything; the first is all of it. */
  standard: readonly { label: string; search: S }[];
  search: S;
  /** Reads a saved view; what it does not understand it leaves out. */
  read: (filter: Record<string, unknown>) => S;
  mayChange: boolean;
  onChoose: (search: S) => void;
}

/** Filters under a name: those that come with the list, and those that people saved. */
export function Views<S extends object>({ list, standard, search, read, mayChange, onChoose }: Props<S>) {
  const { views: words } = useSelling();
  const saved = useQuery(apiQuery('/api/v1/saved-views', { params: { query: { list } } }));
  const [dialog, setDialog] = useState<{ view: SavedView | null } | null>(null);
  const views = (saved.data?.data ?? []).map((view) => ({ view, filter: read(view.filter) }));
  const isKnown = [...standard.map((one) => one.search), ...views.map(({ filter }) => filter)].some((one) => sameSearch(one, search));
  const all = standard[0]?.search;
  return (
    <Box className={classes.bar} role="group" aria-label={words.title}>
      {standard.map(({ label, search: one }) => (
        <ViewButton key={label} label={label} active={sameSearch(one, search)} onClick={() => onChoose(one)} />
      ))}
      {views.map(({ view, filter }) => {
        const active = sameSearch(filter, search);
        return (
          <Box key={view.id} className={classes.view}>
            <ViewButton label={view.name} active={active} onClick={() => onChoose(filter)} shared={view.is_shared} />
            {active && mayChange && <ViewMenu view={view} onRename={() => setDialog({ view })} onGone={() => all && onChoose(all)} />}
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
      {dialog !== null && <ViewModal list={list} view={dialog.view} search={search} onClose={() => setDialog(null)} />}
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
