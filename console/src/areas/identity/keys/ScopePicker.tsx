import { Checkbox, Input, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { apiQuery } from '@/api/query';
import { useSignedIn } from '@/api/session';
import type { PermissionInfo } from '@/api/types';
import { useT } from '@/i18n';
import { ErrorState } from '@/ui/ErrorState';
import { areaName, groupByArea, permissionText } from '../members/permissionAreas';
import classes from './ScopePicker.module.css';

interface Props {
  value: string[];
  onChange: (scopes: string[]) => void;
  error?: React.ReactNode;
}

/** What a key may do, by area. Nobody can give away more than they have themselves. */
export function ScopePicker({ value, onChange, error }: Props) {
  const t = useT();
  const { me } = useSignedIn();
  const roles = useQuery(apiQuery('/api/v1/roles'));
  if (roles.isError) return <ErrorState error={roles.error} onRetry={() => void roles.refetch()} />;
  const offered = roles.data?.permissions.filter(
    ({ permission }) => me.permissions.includes(permission) || value.includes(permission),
  );
  return (
    <Input.Wrapper
      label={t.keys.scopes}
      description={t.keys.scopesHint}
      error={error}
      inputWrapperOrder={['label', 'description', 'error', 'input']}
      labelElement="div"
      role="group"
      aria-label={t.keys.scopes}
    >
      <div className={classes.list}>
        {offered === undefined && <Skeleton height={160} m="md" />}
        {groupByArea(offered ?? []).map(([area, permissions]) => (
          <AreaScopes key={area} area={area} permissions={permissions} value={value} onChange={onChange} />
        ))}
      </div>
    </Input.Wrapper>
  );
}

interface AreaProps extends Omit<Props, 'error'> {
  area: string;
  permissions: PermissionInfo[];
}

function AreaScopes({ area, permissions, value, onChange }: AreaProps) {
  const t = useT();
  const names = permissions.map(({ permission }) => permission);
  const ticked = names.filter((name) => value.includes(name)).length;
  const set = (changed: string[], on: boolean) =>
    onChange(on ? [...new Set([...value, ...changed])] : value.filter((name) => !changed.includes(name)));
  return (
    <div className={classes.area}>
      <Checkbox
        size="xs"
        classNames={{ label: classes.areaLabel }}
        label={areaName(t, area)}
        aria-label={t.keys.selectArea(areaName(t, area))}
        checked={ticked === names.length}
        indeterminate={ticked > 0 && ticked < names.length}
        onChange={(event) => set(names, event.currentTarget.checked)}
      />
      <Stack gap={7} mt={8} ml={26}>
        {permissions.map((info) => (
          <Checkbox
            key={info.permission}
            size="xs"
            label={
              <>
                {permissionText(t, info)}{' '}
                <Text span size="xs" c="dimmed" className="mono">
                  {info.permission}
                </Text>
              </>
            }
            checked={value.includes(info.permission)}
            onChange={(event) => set([info.permission], event.currentTarget.checked)}
          />
        ))}
      </Stack>
    </div>
  );
}
