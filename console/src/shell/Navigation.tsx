import { Box, Kbd, ScrollArea, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { Link, useRouterState } from '@tanstack/react-router';
import { useSignedIn } from '@/api/session';
import { useT } from '@/i18n';
import { holds, visibleAreas, type NavigationItem } from './areas';
import classes from './Navigation.module.css';
import { OrganizationSwitcher } from './OrganizationSwitcher';
import { openPalette, shortcutLabel } from './palette';
import { ShopSwitcher } from './ShopSwitcher';

/** The side bar: where one is, and everywhere one can go. */
export function Navigation() {
  const t = useT();
  const areas = visibleAreas(useSignedIn());
  return (
    <Stack gap={0} h="100%">
      <Box className={classes.head}>
        <OrganizationSwitcher />
        <ShopSwitcher />
        <UnstyledButton className={classes.search} onClick={openPalette}>
          <IconSearch size={15} aria-hidden />
          <span>{t.shell.palette.open}</span>
          <Kbd size="xs" visibleFrom="md">
            {shortcutLabel()}
          </Kbd>
        </UnstyledButton>
      </Box>
      <ScrollArea flex={1} type="hover" scrollbarSize={6}>
        <nav aria-label={t.shell.mainNavigation} className={classes.nav}>
          {areas.map((area) => (
            <div key={area.id} role="group" aria-label={area.label(t)} className={classes.group}>
              {area.items.length > 1 && (
                <Text className={classes.label} aria-hidden>
                  {area.label(t)}
                </Text>
              )}
              {area.items.map((item) => (
                <NavigationEntry key={item.to} item={item} />
              ))}
            </div>
          ))}
        </nav>
      </ScrollArea>
    </Stack>
  );
}

/** A page, and what is below it while one is there. */
function NavigationEntry({ item }: { item: NavigationItem }) {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const children = item.children ?? [];
  const inside = holds(item, path) || children.some((child) => holds(child, path));
  return (
    <>
      <NavigationLink item={item} />
      {inside && children.length > 0 && (
        <div className={classes.children}>
          {children.map((child) => (
            <NavigationLink key={child.to} item={child} bare />
          ))}
        </div>
      )}
    </>
  );
}

function NavigationLink({ item, bare = false }: { item: NavigationItem; bare?: boolean }) {
  const t = useT();
  const content = (
    <>
      {!bare && <item.icon size={17} stroke={1.7} aria-hidden />}
      <span>{item.label(t)}</span>
      {item.count && <item.count />}
    </>
  );
  if (item.external) {
    return (
      <a href={item.to} target="_blank" rel="noreferrer" className={classes.link}>
        {content}
      </a>
    );
  }
  return (
    <Link
      to={item.to}
      className={classes.link}
      activeOptions={{ exact: true, includeSearch: false }}
      activeProps={{ 'aria-current': 'page' }}
    >
      {content}
    </Link>
  );
}
