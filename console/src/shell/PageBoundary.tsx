import { CatchBoundary } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { CrashPage } from '@/router/pages';

/** A page that throws takes only itself down; the navigation keeps working. */
export function PageBoundary({ children }: { children: ReactNode }) {
  return (
    <CatchBoundary getResetKey={() => 'page'} errorComponent={CrashPage}>
      {children}
    </CatchBoundary>
  );
}
