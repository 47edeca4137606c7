import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '@/router/root';
import { oneOf, optional, text } from '@/router/search';

const parent = { getParentRoute: () => shellRoute } as const;
const JOB_STATES = ['scheduled', 'ready', 'running', 'dead', 'all'] as const;
const MAIL_STATES = ['queued', 'sent', 'outbox', 'failed', 'suppressed'] as const;

export const operatorRoutes = [
  createRoute({
    ...parent,
    path: '/operator',
    component: lazyRouteComponent(() => import('./health/SystemHealth'), 'SystemHealth'),
  }),
  createRoute({
    ...parent,
    path: '/operator/organizations',
    validateSearch: (search) => optional({ q: text(search.q) }),
    component: lazyRouteComponent(() => import('./Organizations'), 'Organizations'),
  }),
  createRoute({
    ...parent,
    path: '/operator/users',
    validateSearch: (search) => optional({ q: text(search.q) }),
    component: lazyRouteComponent(() => import('./Users'), 'Users'),
  }),
  createRoute({
    ...parent,
    path: '/operator/jobs',
    validateSearch: (search) => optional({
      state: oneOf(JOB_STATES, search.state),
      name: text(search.name),
      q: text(search.q),
      organization: text(search.organization),
    }),
    component: lazyRouteComponent(() => import('@/areas/jobs/OperatorJobs'), 'OperatorJobs'),
  }),
  createRoute({
    ...parent,
    path: '/operator/schedules',
    component: lazyRouteComponent(() => import('./Schedules'), 'Schedules'),
  }),
  createRoute({
    ...parent,
    path: '/operator/mails',
    validateSearch: (search) => optional({
      state: oneOf(MAIL_STATES, search.state),
      q: text(search.q),
      mail: text(search.mail),
    }),
    component: lazyRouteComponent(() => import('./mail/Mails'), 'Mails'),
  }),
  createRoute({
    ...parent,
    path: '/operator/mail-templates',
    validateSearch: (search) => optional({ template: text(search.template) }),
    component: lazyRouteComponent(() => import('./mail/Templates'), 'Templates'),
  }),
  createRoute({
    ...parent,
    path: '/operator/mail-suppressions',
    component: lazyRouteComponent(() => import('./mail/Suppressions'), 'Suppressions'),
  }),
] as const;
