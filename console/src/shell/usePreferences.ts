import { useMantineColorScheme } from '@mantine/core';
import { useEffect } from 'react';
import { useSignedIn } from '@/api/session';
import { setLocale } from '@/i18n';
import { fromApi } from '@/theme/colorScheme';

/** Brings language and theme from the account to this device. */
export function usePreferences(): void {
  const { user } = useSignedIn();
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => void setLocale(user.locale), [user.locale]);
  useEffect(() => setColorScheme(fromApi(user.color_scheme)), [user.color_scheme, setColorScheme]);
}
