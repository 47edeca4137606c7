import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { meQuery } from './api/session';
import { queryClient, router } from './router';
import { colorSchemeManager } from './theme/colorScheme';
import { consoleTheme, cssVariables } from './theme/theme';

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <BrandedTheme>
        <Notifications position="bottom-right" limit={4} zIndex={400} />
        <RouterProvider router={router} />
      </BrandedTheme>
    </QueryClientProvider>
  );
}

/** Follows the colour of the organization one is in; signed out, the product's own. */
function BrandedTheme({ children }: { children: ReactNode }) {
  const { data: me } = useQuery({ ...meQuery, enabled: false });
  const brand = me?.organization?.brand_color ?? null;
  const theme = useMemo(() => consoleTheme(brand), [brand]);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colorSchemeManager}
      defaultColorScheme="auto"
    >
      {children}
    </MantineProvider>
  );
}
