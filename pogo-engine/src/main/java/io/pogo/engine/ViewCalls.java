package io.pogo.engine;

import io.pogo.ChildCounts;
import io.pogo.ChildExplanation;
import io.pogo.ChildInfo;
import io.pogo.ChildSpec;
import io.pogo.Finding;
import io.pogo.MemberInfo;
import io.pogo.PlacementPreview;
import io.pogo.ProspectiveMember;
import io.pogo.ScopeUpdate;
import io.pogo.ScopeView;
import io.pogo.ScopeWatch;
import io.pogo.SetInfo;
import io.pogo.core.PlannerSettings;
import io.pogo.engine.access.ScopeAccess;
import io.pogo.engine.base.Futures;
import io.pogo.engine.check.Checks;
import io.pogo.engine.members.MemberReads;
import io.pogo.engine.view.ControlView;
import io.pogo.engine.view.Explanations;
import io.pogo.engine.view.ListingReasons;
import io.pogo.engine.view.Listings;
import io.pogo.engine.view.RunWaits;
import io.pogo.engine.view.ScopeFeed;
import io.pogo.engine.view.ScopeReader;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The views of a scope as its user requests them. */
public abstract class ViewCalls implements ScopeView {
    private final ScopeAccess access;
    private final ControlView control;
    private final Listings listings;
    private final RunWaits runWaits;
    private final Explanations explanations;
    private final Checks checks;

    ViewCalls(ScopeAccess access, PlannerSettings planner, MemberReads reads) {
        this.access = access;
        this.control = new ControlView(access, reads);
        ScopeReader reader = new ScopeReader(access.paths(), reads);
        this.listings = new Listings(
                access.paths(),
                access.attempts(),
                new ListingReasons(reader, planner, access.callbacks().work()));
        this.runWaits = new RunWaits(access, listings);
        this.explanations = new Explanations(access, planner, listings, reader);
        this.checks = new Checks(access);
    }

    /** Returns the access to the scope that all requests use. */
    public final ScopeAccess access() {
        return access;
    }

    /** Returns the future that a caller gets. */
    final <T> CompletableFuture<T> expose(CompletableFuture<T> inner) {
        return access.callbacks().expose(inner);
    }

    @Override
    public final String scope() {
        return access.scope();
    }

    @Override
    public final List<ChildInfo> whichChildren() {
        return Futures.await(listings.all());
    }

    @Override
    public final CompletableFuture<List<ChildInfo>> whichChildrenAsync() {
        return expose(listings.all());
    }

    @Override
    public final ChildCounts countChildren() {
        return Futures.await(listings.counts());
    }

    @Override
    public final CompletableFuture<ChildCounts> countChildrenAsync() {
        return expose(listings.counts());
    }

    @Override
    public final Optional<ChildInfo> findChild(String childId) {
        return Futures.await(listings.one(valid(childId)));
    }

    @Override
    public final CompletableFuture<Optional<ChildInfo>> findChildAsync(String childId) {
        return expose(listings.one(valid(childId)));
    }

    @Override
    public final Optional<ChildSpec> findSpec(String childId) {
        return Futures.await(listings.spec(valid(childId)));
    }

    @Override
    public final CompletableFuture<Optional<ChildSpec>> findSpecAsync(String childId) {
        return expose(listings.spec(valid(childId)));
    }

    @Override
    public final CompletableFuture<ChildInfo> whenRunning(String childId) {
        return expose(runWaits.add(valid(childId)));
    }

    @Override
    public final ChildExplanation explain(String childId) {
        return Futures.await(explanations.explain(valid(childId)));
    }

    @Override
    public final CompletableFuture<ChildExplanation> explainAsync(String childId) {
        return expose(explanations.explain(valid(childId)));
    }

    @Override
    public final PlacementPreview previewPlacement(Collection<String> leaving, Collection<ProspectiveMember> joining) {
        return Futures.await(explanations.preview(leaving, joining));
    }

    @Override
    public final CompletableFuture<PlacementPreview> previewPlacementAsync(
            Collection<String> leaving, Collection<ProspectiveMember> joining) {
        return expose(explanations.preview(leaving, joining));
    }

    @Override
    public final List<SetInfo> sets() {
        return Futures.await(control.sets());
    }

    @Override
    public final CompletableFuture<List<SetInfo>> setsAsync() {
        return expose(control.sets());
    }

    @Override
    public List<MemberInfo> members() {
        return Futures.await(control.members());
    }

    @Override
    public CompletableFuture<List<MemberInfo>> membersAsync() {
        return expose(control.members());
    }

    @Override
    public final boolean isRebalancingPaused() {
        return Futures.await(control.isRebalancingPaused());
    }

    @Override
    public final CompletableFuture<Boolean> isRebalancingPausedAsync() {
        return expose(control.isRebalancingPaused());
    }

    @Override
    public final ScopeWatch watch(Consumer<ScopeUpdate> listener) {
        return ScopeFeed.start(access, listings, control, Objects.requireNonNull(listener, "listener"));
    }

    @Override
    public final List<Finding> check() {
        return Futures.await(checks.check());
    }

    @Override
    public final CompletableFuture<List<Finding>> checkAsync() {
        return expose(checks.check());
    }

    final Checks checks() {
        return checks;
    }

    /** Returns the child id after checking it by the rules of a spec; throws if it is invalid. */
    static String valid(String childId) {
        return ChildSpec.of(childId, "any").id();
    }
}
