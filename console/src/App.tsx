import { MantineProvider } from '@mantine/core';
import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { Suspense, lazy, useMemo, type ReactNode } from 'react';
import { meQuery } from './api/session';
import { queryClient, router } from './router';
import { colorSchemeManager } from './theme/colorScheme';
import { consoleTheme, cssVariables } from './theme/theme';

const Toasts = lazy(() => import('./ui/Toasts'));

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <BrandedTheme>
        <RouterProvider router={router} />
        <Suspense>
          <Toasts />
        </Suspense>
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
