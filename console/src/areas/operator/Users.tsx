import { IconUsersGroup } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useApiList } from '@/api/query';
import type { UserSummary } from '@/api/types';
import { useT, type Catalogue } from '@/i18n';
import { DataTable, columnsOf } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { FilterBar, SearchField } from '@/ui/FilterBar';
import { Page } from '@/ui/Page';
import { Person } from '@/ui/Person';
import { StatusBadge } from '@/ui/StatusBadge';
import { Time } from '@/ui/Time';

const route = getRouteApi('/shell/operator/users');
const helper = columnsOf<UserSummary>();

function userColumns(t: Catalogue) {
  return helper.columns([
    helper.display({
      id: 'person',
      header: t.operator.users.person,
      meta: { card: 'title' },
      cell: ({ row: { original } }) => <Person name={original.name} detail={original.email} />,
    }),
    helper.accessor('email_verified_at', {
      header: t.operator.users.verified,
      cell: ({ getValue }) => (
        <StatusBadge tone={getValue() == null ? 'warn' : 'good'}>
          {getValue() == null ? t.operator.users.unconfirmed : t.operator.users.confirmed}
        </StatusBadge>
      ),
    }),
    helper.accessor('organizations', {
      header: t.operator.users.organizations,
      cell: ({ getValue }) => <span className="tabular">{getValue()}</span>,
    }),
    helper.accessor('created_at', {
      header: t.operator.users.created,
      cell: ({ getValue }) => <Time at={getValue()} mode="date" />,
    }),
  ]);
}

export function Users() {
  const t = useT();
  const { q } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useApiList('/api/v1/operator/users', { q });
  const columns = useMemo(() => userColumns(t), [t]);
  const search = (value: string | undefined) => void navigate({ search: { q: value }, replace: true });
  return (
    <Page title={t.operator.users.title} subtitle={t.operator.users.subtitle}>
      <FilterBar active={q !== undefined} onClear={() => search(undefined)}>
        <SearchField label={t.operator.users.search} value={q} onChange={search} />
      </FilterBar>
      <DataTable
        label={t.operator.users.title}
        source={list}
        columns={columns}
        rowId={(user) => user.id}
        empty={
          <EmptyState
            icon={IconUsersGroup}
            title={q === undefined ? t.operator.users.emptyTitle : t.common.noMatch}
            hint={q === undefined ? t.operator.users.emptyHint : t.common.noMatchHint}
          />
        }
      />
    </Page>
  );
}
