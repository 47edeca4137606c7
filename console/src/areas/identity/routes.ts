import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { publicRoute, requireUser, rootRoute, shellRoute } from '@/router/root';
import { flag, oneOf, optional, text } from '@/router/search';

const forPublic = { getParentRoute: () => publicRoute } as const;
const forShell = { getParentRoute: () => shellRoute } as const;

export const publicRoutes = [
  createRoute({
    ...forPublic,
    path: '/sign-in',
    validateSearch: (search) => optional({
      next: text(search.next),
      ended: flag(search.ended),
      changed: flag(search.changed),
      email: text(search.email),
    }),
    component: lazyRouteComponent(() => import('./auth/SignIn'), 'SignIn'),
  }),
  createRoute({
    ...forPublic,
    path: '/sign-up',
    component: lazyRouteComponent(() => import('./auth/SignUp'), 'SignUp'),
  }),
  createRoute({
    ...forPublic,
    path: '/check-your-mail',
    validateSearch: (search) => optional({ email: text(search.email) }),
    component: lazyRouteComponent(() => import('./auth/CheckMail'), 'CheckMail'),
  }),
  createRoute({
    ...forPublic,
    path: '/verify-email',
    validateSearch: (search) => ({ token: text(search.token) ?? '' }),
    component: lazyRouteComponent(() => import('./auth/VerifyEmail'), 'VerifyEmail'),
  }),
  createRoute({
    ...forPublic,
    path: '/forgot-password',
    component: lazyRouteComponent(() => import('./auth/ForgotPassword'), 'ForgotPassword'),
  }),
  createRoute({
    ...forPublic,
    path: '/reset-password',
    validateSearch: (search) => ({ token: text(search.token) ?? '' }),
    component: lazyRouteComponent(() => import('./auth/ResetPassword'), 'ResetPassword'),
  }),
  createRoute({
    ...forPublic,
    path: '/accept-invitation',
    validateSearch: (search) => ({ token: text(search.token) ?? '' }),
    component: lazyRouteComponent(() => import('./auth/AcceptInvitation'), 'AcceptInvitation'),
  }),
] as const;

export const organizationCreation = createRoute({
  getParentRoute: () => rootRoute,
  path: '/create-organization',
  beforeLoad: async ({ context, location }) => {
    await requireUser(context.queryClient, location);
  },
  component: lazyRouteComponent(() => import('./organization/CreateOrganization'), 'CreateOrganization'),
});

const JOB_STATES = ['scheduled', 'ready', 'running', 'dead', 'all'] as const;

export const signedInRoutes = [
  createRoute({
    ...forShell,
    path: '/settings/organization',
    component: lazyRouteComponent(() => import('./organization/OrganizationSettings'), 'OrganizationSettings'),
  }),
  createRoute({
    ...forShell,
    path: '/settings/members',
    validateSearch: (search) => optional({ invite: flag(search.invite) }),
    component: lazyRouteComponent(() => import('./members/Members'), 'Members'),
  }),
  createRoute({
    ...forShell,
    path: '/settings/roles',
    component: lazyRouteComponent(() => import('./members/Roles'), 'Roles'),
  }),
  createRoute({
    ...forShell,
    path: '/settings/audit-log',
    validateSearch: (search) => optional({
      actor: text(search.actor),
      action: text(search.action),
      from: text(search.from),
      to: text(search.to),
    }),
    component: lazyRouteComponent(() => import('./audit/AuditLog'), 'AuditLog'),
  }),
  createRoute({
    ...forShell,
    path: '/developers/api-keys',
    validateSearch: (search) => optional({ create: flag(search.create) }),
    component: lazyRouteComponent(() => import('./keys/ApiKeys'), 'ApiKeys'),
  }),
  createRoute({
    ...forShell,
    path: '/developers/jobs',
    validateSearch: (search) => optional({
      state: oneOf(JOB_STATES, search.state),
      name: text(search.name),
      q: text(search.q),
    }),
    component: lazyRouteComponent(() => import('@/areas/jobs/OrganizationJobs'), 'OrganizationJobs'),
  }),
  createRoute({
    ...forShell,
    path: '/account/profile',
    component: lazyRouteComponent(() => import('./account/Profile'), 'Profile'),
  }),
  createRoute({
    ...forShell,
    path: '/account/sessions',
    component: lazyRouteComponent(() => import('./account/Sessions'), 'Sessions'),
  }),
] as const;
