import { VisuallyHidden } from '@mantine/core';
import { useRouterState } from '@tanstack/react-router';
import { useSignedIn } from '@/api/session';
import { useT } from '@/i18n';
import { locate, visibleAreas } from './areas';

/** Says the name of the page one has arrived at, for people who do not see it change. */
export function AnnounceRoute() {
  const t = useT();
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname ?? '' });
  const found = locate(path, visibleAreas(useSignedIn()));
  return (
    <VisuallyHidden aria-live="polite" role="status">
      {found?.item.label(t)}
    </VisuallyHidden>
  );
}
