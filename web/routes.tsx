import { lazy, Suspense } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { Caught } from './ui/caught.tsx';
import { Waiting } from './ui/waiting.tsx';

const ReportPage = lazy(() => import('./features/report/page.tsx'));
const ProgressPage = lazy(() => import('./features/progress/page.tsx'));
const PlatePage = lazy(() => import('./features/plate/page.tsx'));
const SignInPage = lazy(() => import('./features/sign-in/page.tsx'));
const PublicNoticesPage = lazy(() => import('./features/public-notices/page.tsx'));
const JoinPage = lazy(() => import('./features/join/page.tsx'));
const CrewPage = lazy(() => import('./features/crew/page.tsx'));
const EmbedPage = lazy(() => import('./features/embed/page.tsx'));
const StaffPages = lazy(() => import('./staff-pages.tsx'));

/** Each page is its own chunk, so that the citizen's phone never loads the desks. */
export const Routes = () => {
  const [path] = useLocation();
  return (
    <Caught path={path}>
      <Suspense fallback={<Waiting />}>
        <Switch>
          <Route path="/" component={ReportPage} />
          <Route path="/r/:number?" component={ProgressPage} />
          <Route path="/a/:id?" component={PlatePage} />
          <Route path="/sign-in" component={SignInPage} />
          <Route path="/notices" component={PublicNoticesPage} />
          <Route path="/embed" component={EmbedPage} />
          <Route path="/crew/:id?" component={CrewPage} />
          <Route path="/join" component={JoinPage} />
          <Route component={StaffPages} />
        </Switch>
      </Suspense>
    </Caught>
  );
};
