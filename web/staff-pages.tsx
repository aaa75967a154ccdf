import { lazy } from 'react';
import { Route, Switch } from 'wouter';

const DeskPage = lazy(() => import('./features/desk/page.tsx'));
const UnitPage = lazy(() => import('./features/unit/page.tsx'));
const RegistryPage = lazy(() => import('./features/registry/page.tsx'));
const CensusPage = lazy(() => import('./features/census/page.tsx'));
const PastPage = lazy(() => import('./features/registry/past/page.tsx'));
const ChecksPage = lazy(() => import('./features/checks/page.tsx'));
const BooksPage = lazy(() => import('./features/books/page.tsx'));
const OwnerlessPage = lazy(() => import('./features/ownerless/page.tsx'));
const ScoresPage = lazy(() => import('./features/scores/page.tsx'));
const NetworkPage = lazy(() => import('./features/network/page.tsx'));
const AnalysisPage = lazy(() => import('./features/analysis/page.tsx'));
const MatchingPage = lazy(() => import('./features/analysis/matching/page.tsx'));
const WallPage = lazy(() => import('./features/wall/page.tsx'));
const PeoplePage = lazy(() => import('./features/people/page.tsx'));
const AccountPage = lazy(() => import('./features/account/page.tsx'));
const LooksPage = lazy(() => import('./features/looks/page.tsx'));
const LostPage = lazy(() => import('./features/lost/page.tsx'));

/** The staff's pages, and what is no page: their names and what each needs stay out of the citizen's first script. */
export default function StaffPages() {
  return (
    <Switch>
      <Route path="/desk/*?" component={DeskPage} />
      <Route path="/unit/*?" component={UnitPage} />
      <Route path="/registry/imports/:id?" component={CensusPage} />
      <Route path="/registry/past" component={PastPage} />
      <Route path="/registry/ownerless" component={OwnerlessPage} />
      <Route path="/registry/checks" component={ChecksPage} />
      <Route path="/registry/books" component={BooksPage} />
      <Route path="/registry/:id?" component={RegistryPage} />
      <Route path="/scores/:year?" component={ScoresPage} />
      <Route path="/network/*?" component={NetworkPage} />
      <Route path="/analysis/matching" component={MatchingPage} />
      <Route path="/analysis" component={AnalysisPage} />
      <Route path="/wall" component={WallPage} />
      <Route path="/people" component={PeoplePage} />
      <Route path="/account" component={AccountPage} />
      <Route path="/looks" component={LooksPage} />
      <Route component={LostPage} />
    </Switch>
  );
}
