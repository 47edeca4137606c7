import { Group, PasswordInput, Stack, Text, type PasswordInputProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { client } from '@/api/client';
import type { PasswordStrength } from '@/api/types';
import { useT } from '@/i18n';
import classes from './NewPassword.module.css';

interface Props extends PasswordInputProps {
  value: string;
  /** What an attacker would try first: the person's name and address. */
  hints: string[];
}

/** A field for a new password that says how easily it would be guessed. */
export function NewPassword({ value, hints, ...input }: Props) {
  const t = useT();
  const [password] = useDebouncedValue(value, 350);
  const { data } = useQuery({
    queryKey: ['password-strength', password, hints],
    queryFn: async ({ signal }) => {
      const body = { password, hints: hints.filter((hint) => hint !== '') };
      const { data: strength } = await client.POST('/api/v1/auth/password-strength', { body, signal });
      return strength as PasswordStrength;
    },
    enabled: password !== '',
    placeholderData: keepPreviousData,
    // A password has no business staying in a cache.
    gcTime: 0,
    retry: false,
  });
  const score = value === '' ? null : (data ?? null);
  return (
    <Stack gap={8}>
      <PasswordInput autoComplete="new-password" value={value} {...input} />
      <div aria-live="polite">
        <div className={classes.meter} data-score={score?.score ?? 'none'} aria-hidden>
          {[0, 1, 2, 3].map((bar) => (
            <span key={bar} data-on={score !== null && bar < Math.max(1, score.score)} />
          ))}
        </div>
        <Group justify="space-between" gap="xs" mt={6} wrap="nowrap" align="flex-start">
          <Text size="xs" c="dimmed">
            {score === null || score.acceptable ? t.auth.strength.hint : t.auth.strength.tooWeak}
          </Text>
          {score !== null && (
            <Text size="xs" fw={550} style={{ whiteSpace: 'nowrap' }}>
              {strengthName(t.auth.strength.levels, score.score)}
            </Text>
          )}
        </Group>
      </div>
    </Stack>
  );
}

function strengthName(levels: Record<0 | 1 | 2 | 3 | 4, string>, score: number): string {
  return levels[Math.min(4, Math.max(0, Math.round(score))) as 0 | 1 | 2 | 3 | 4];
}
