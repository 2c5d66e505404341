import { createBrowserRouter, redirect } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { useSession } from './api/session.ts';
import { CallsPage } from './pages/calls/page.tsx';
import { NotFoundPage } from './pages/not-found.tsx';
import { SignInPage } from './pages/sign-in/page.tsx';
import { SwitchPage } from './pages/sign-in/switch-page.tsx';
import { Connected } from './shell/connected.tsx';
import { PageCrash } from './shell/page-crash.tsx';
import { Shell } from './shell/shell.tsx';
import { Splash } from './shell/splash.tsx';

const router = createBrowserRouter(
  [
    {
      Component: Shell,
      HydrateFallback: Splash,
      children: [
        {
          ErrorBoundary: PageCrash,
          children: [
            { index: true, Component: CallsPage },
            {
              path: 'calls',
              loader: ({ request }) => redirect(`/${new URL(request.url).search}`),
            },
            {
              path: 'calls/:id',
              lazy: async () => ({ Component: (await import('./pages/call/page.tsx')).CallPage }),
            },
            {
              path: 'visitors',
              lazy: async () => ({ Component: (await import('./pages/visitors/page.tsx')).VisitorsPage }),
            },
            {
              path: 'visitors/:id',
              lazy: async () => ({
                Component: (await import('./pages/visitors/visitor-page.tsx')).VisitorPage,
              }),
            },
            {
              path: 'deliveries',
              lazy: async () => ({ Component: (await import('./pages/deliveries/page.tsx')).DeliveriesPage }),
            },
            {
              path: 'deliveries/conversions',
              lazy: async () => ({
                Component: (await import('./pages/deliveries/conversions/page.tsx')).ConversionsPage,
              }),
            },
            {
              path: 'reports',
              lazy: async () => ({ Component: (await import('./pages/reports/page.tsx')).ReportsPage }),
            },
            {
              path: 'numbers',
              lazy: async () => ({ Component: (await import('./pages/numbers/page.tsx')).NumbersPage }),
            },
            {
              path: 'automations',
              lazy: async () => ({
                Component: (await import('./pages/automations/page.tsx')).AutomationsPage,
              }),
            },
            {
              path: 'automations/:id',
              lazy: async () => ({
                Component: (await import('./pages/automations/edit-page.tsx')).AutomationPage,
              }),
            },
            {
              path: 'integrations',
              lazy: async () => ({
                Component: (await import('./pages/integrations/page.tsx')).IntegrationsPage,
              }),
            },
            {
              path: 'integrations/sign-in',
              lazy: async () => ({
                Component: (await import('./pages/integrations/sign-in-page.tsx')).VendorSignInPage,
              }),
            },
            {
              path: 'settings/:section?',
              lazy: async () => ({ Component: (await import('./pages/settings/page.tsx')).SettingsPage }),
            },
            { path: '*', Component: NotFoundPage },
          ],
        },
      ],
    },
  ],
  { basename: '/console/' },
);

export const App = () => {
  const { key, offered, notice } = useSession();
  if (key === null) return <SignInPage notice={notice} />;
  if (offered !== null) return <SwitchPage offered={offered} />;
  return (
    <Connected key={key} apiKey={key}>
      <RouterProvider router={router} />
    </Connected>
  );
};
