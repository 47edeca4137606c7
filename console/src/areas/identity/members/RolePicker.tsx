import { Radio, Stack, Text } from '@mantine/core';
import { useSignedIn } from '@/api/session';
import type { Role } from '@/api/types';
import { useT } from '@/i18n';
import classes from './RolePicker.module.css';

const ROLES: readonly Role[] = ['owner', 'admin', 'manager', 'staff', 'viewer'];

interface Props {
  value: Role;
  onChange: (role: Role) => void;
  error?: React.ReactNode;
}

/** The roles one may give, each with what it is for: nobody hands out more than they have. */
export function RolePicker({ value, onChange, error }: Props) {
  const t = useT();
  const { me } = useSignedIn();
  const offered = ROLES.slice(Math.max(0, ROLES.indexOf(me.role ?? 'owner')));
  return (
    <Radio.Group label={t.members.role} value={value} onChange={(role) => onChange(role)} error={error}>
      <Stack gap={6} mt={6}>
        {offered.map((role) => (
          <Radio.Card key={role} value={role} className={classes.card} aria-label={t.common.roles[role]}>
            <Radio.Indicator size="xs" />
            <div>
              <Text fw={550}>{t.common.roles[role]}</Text>
              <Text size="xs" c="dimmed">
                {t.members.roleDescriptions[role]}
              </Text>
            </div>
          </Radio.Card>
        ))}
      </Stack>
    </Radio.Group>
  );
}
