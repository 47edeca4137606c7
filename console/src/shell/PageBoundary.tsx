import { CatchBoundary } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { CrashNotice } from '@/router/pages';

/** A page that throws takes only itself down; the navigation keeps working. */
export function PageBoundary({ children }: { children: ReactNode }) {
  return (
    <CatchBoundary getResetKey={() => 'page'} errorComponent={CrashNotice}>
      {children}
    </CatchBoundary>
  );
}
