import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '@/router/root';

export const homeRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/',
    component: lazyRouteComponent(() => import('./Home'), 'Home'),
  }),
] as const;
