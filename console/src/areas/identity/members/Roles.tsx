import { Badge, Box, Card, Group, NativeSelect, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconCheck, IconMinus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import { apiQuery } from '@/api/query';
import { useSignedIn } from '@/api/session';
import type { Role, RoleTable } from '@/api/types';
import { useT } from '@/i18n';
import { ErrorState } from '@/ui/ErrorState';
import { Page } from '@/ui/Page';
import { areaName, groupByArea, permissionText } from './permissionAreas';
import classes from './Roles.module.css';

export function Roles() {
  const t = useT();
  const roles = useQuery(apiQuery('/api/v1/roles'));
  return (
    <Page title={t.members.rolesTitle} subtitle={t.members.rolesSubtitle}>
      {roles.isPending && <Skeleton height={420} radius="lg" />}
      {roles.isError && <ErrorState error={roles.error} onRetry={() => void roles.refetch()} />}
      {roles.data && (
        <>
          <PermissionTable table={roles.data} />
          <OneRole table={roles.data} />
        </>
      )}
    </Page>
  );
}

function PermissionTable({ table }: { table: RoleTable }) {
  const t = useT();
  const { me } = useSignedIn();
  return (
    <Box className={classes.frame} visibleFrom="sm">
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t.members.permission}</th>
            {table.roles.map(({ role }) => (
              <th key={role} scope="col" data-mine={role === me.role}>
                <Text fw={600} size="sm">
                  {t.common.roles[role]}
                </Text>
                {role === me.role && (
                  <Badge size="xs" mt={2}>
                    {t.members.yourRole}
                  </Badge>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groupByArea(table.permissions).map(([area, permissions]) => (
            <Fragment key={area}>
              <tr className={classes.area}>
                <th scope="rowgroup" colSpan={table.roles.length + 1}>
                  {areaName(t, area)}
                </th>
              </tr>
              {permissions.map((info) => (
                <tr key={info.permission}>
                  <th scope="row">
                    <Text size="sm" fw={450}>
                      {permissionText(t, info)}
                    </Text>
                    <Text size="xs" c="dimmed" className="mono">
                      {info.permission}
                    </Text>
                  </th>
                  {table.roles.map(({ role, permissions: granted }) => (
                    <td key={role} data-mine={role === me.role}>
                      <Mark allowed={granted.includes(info.permission)} />
                    </td>
                  ))}
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </Box>
  );
}

/** The same on a phone, where five columns have no room: one role at a time, one's own first. */
function OneRole({ table }: { table: RoleTable }) {
  const t = useT();
  const { me } = useSignedIn();
  const [role, setRole] = useState<Role>(me.role ?? 'owner');
  const granted = table.roles.find((row) => row.role === role)?.permissions ?? [];
  return (
    <Stack hiddenFrom="sm">
      <NativeSelect
        label={t.members.role}
        description={t.members.roleDescriptions[role]}
        inputWrapperOrder={['label', 'input', 'description']}
        value={role}
        onChange={(event) => setRole(event.currentTarget.value as Role)}
        data={table.roles.map((row) => ({
          value: row.role,
          label: row.role === me.role ? `${t.common.roles[row.role]} (${t.members.yourRole})` : t.common.roles[row.role],
        }))}
      />
      {groupByArea(table.permissions).map(([area, permissions]) => (
        <Card key={area} component="section" aria-label={areaName(t, area)} padding="md">
          <Title order={2} mb="xs">
            {areaName(t, area)}
          </Title>
          <Stack component="ul" gap="xs" className={classes.list}>
            {permissions.map((info) => (
              <Group component="li" key={info.permission} gap="sm" wrap="nowrap" align="flex-start">
                <Mark allowed={granted.includes(info.permission)} />
                <Text size="sm" c={granted.includes(info.permission) ? undefined : 'dimmed'}>
                  {permissionText(t, info)}
                </Text>
              </Group>
            ))}
          </Stack>
        </Card>
      ))}
    </Stack>
  );
}

function Mark({ allowed }: { allowed: boolean }) {
  const t = useT();
  return allowed ? (
    <IconCheck size={17} stroke={2.2} className={classes.yes} title={t.members.allowed} role="img" />
  ) : (
    <IconMinus size={15} className={classes.no} title={t.members.notAllowed} role="img" />
  );
}
