import { Box, Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { Suspense, lazy, useEffect } from 'react';
import { useSignedIn } from '@/api/session';
import { useT } from '@/i18n';
import { AnnounceRoute } from './AnnounceRoute';
import { AnnounceShop } from './AnnounceShop';
import { EventsProvider } from './events';
import { Navigation } from './Navigation';
import { OfflineBanner } from './OfflineBanner';
import { PageBoundary } from './PageBoundary';
import classes from './Shell.module.css';
import { TopBar } from './TopBar';
import { usePreferences } from './usePreferences';

const CommandPalette = lazy(() => import('./CommandPalette'));

/** The frame around every page behind the sign-in. */
export function Shell() {
  const t = useT();
  const { organization } = useSignedIn();
  const [navigation, { open, close }] = useDisclosure(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  usePreferences();
  useEffect(close, [path, close]);
  return (
    <EventsProvider key={organization.id}>
      <a href="#content" className={classes.skip}>
        {t.shell.skip}
      </a>
      <Box className={classes.shell}>
        <aside className={classes.sidebar}>
          <Navigation />
        </aside>
        <Drawer
          opened={navigation}
          onClose={close}
          size={290}
          padding={0}
          withCloseButton={false}
          hiddenFrom="md"
          attributes={{ content: { 'aria-label': t.shell.mainNavigation } }}
          classNames={{ content: classes.drawer }}
        >
          <Navigation />
        </Drawer>
        <Box className={classes.column}>
          <TopBar onOpenNavigation={open} navigationOpen={navigation} />
          <OfflineBanner />
          <main id="content" tabIndex={-1} className={classes.main}>
            <PageBoundary key={path}>
              <Outlet />
            </PageBoundary>
          </main>
        </Box>
      </Box>
      <AnnounceRoute />
      <AnnounceShop />
      <Suspense>
        <CommandPalette />
      </Suspense>
    </EventsProvider>
  );
}
