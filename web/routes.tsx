import { lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { Waiting } from './ui/waiting.tsx';

const ReportPage = lazy(() => import('./features/report/page.tsx'));
const ProgressPage = lazy(() => import('./features/progress/page.tsx'));
const PlatePage = lazy(() => import('./features/plate/page.tsx'));
const SignInPage = lazy(() => import('./features/sign-in/page.tsx'));
const DeskPage = lazy(() => import('./features/desk/page.tsx'));
const UnitPage = lazy(() => import('./features/unit/page.tsx'));
const RegistryPage = lazy(() => import('./features/registry/page.tsx'));
const CensusPage = lazy(() => import('./features/census/page.tsx'));
const PastPage = lazy(() => import('./features/registry/past/page.tsx'));
const BooksPage = lazy(() => import('./features/books/page.tsx'));
const OwnerlessPage = lazy(() => import('./features/ownerless/page.tsx'));
const PublicNoticesPage = lazy(() => import('./features/public-notices/page.tsx'));
const NetworkPage = lazy(() => import('./features/network/page.tsx'));
const PeoplePage = lazy(() => import('./features/people/page.tsx'));
const AccountPage = lazy(() => import('./features/account/page.tsx'));
const LooksPage = lazy(() => import('./features/looks/page.tsx'));
const JoinPage = lazy(() => import('./features/join/page.tsx'));
const LostPage = lazy(() => import('./features/lost/page.tsx'));

/** Each page is its own chunk, so that the citizen's phone never loads the desks. */
export const Routes = () => (
  <Suspense fallback={<Waiting />}>
    <Switch>
      <Route path="/" component={ReportPage} />
      <Route path="/r/:number?" component={ProgressPage} />
      <Route path="/a/:id?" component={PlatePage} />
      <Route path="/sign-in" component={SignInPage} />
      <Route path="/desk/*?" component={DeskPage} />
      <Route path="/unit/*?" component={UnitPage} />
      <Route path="/registry/imports/:id?" component={CensusPage} />
      <Route path="/registry/past" component={PastPage} />
      <Route path="/notices" component={PublicNoticesPage} />
      <Route path="/registry/ownerless" component={OwnerlessPage} />
      <Route path="/registry/books" component={BooksPage} />
      <Route path="/registry/:id?" component={RegistryPage} />
      <Route path="/network" component={NetworkPage} />
      <Route path="/people" component={PeoplePage} />
      <Route path="/account" component={AccountPage} />
      <Route path="/looks" component={LooksPage} />
      <Route path="/join" component={JoinPage} />
      <Route component={LostPage} />
    </Switch>
  </Suspense>
);
