package io.pogo.zk;

import io.pogo.ChildCounts;
import io.pogo.ChildExplanation;
import io.pogo.ChildInfo;
import io.pogo.ChildSpec;
import io.pogo.MemberInfo;
import io.pogo.PlacementPreview;
import io.pogo.ProspectiveMember;
import io.pogo.ScopeClient;
import io.pogo.StartOutcome;
import io.pogo.core.PlannerSettings;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Every call of a scope as its user sees it: checks the arguments, hands the call to the part that knows, and waits. */
abstract class ScopeCalls implements ScopeClient {
    private final ScopeAccess access;
    private final Requests requests;
    private final BulkRequests bulk;
    private final SpecRequests specs;
    private final ControlRequests control;
    private final Listings listings;
    private final Explanations explanations;

    ScopeCalls(ScopeAccess access, MemberSource members, PlannerSettings planner) {
        MemberReads reads = new MemberReads(access.loop(), access.paths());
        this.access = access;
        this.requests = new Requests(access.paths(), access.attempts());
        this.bulk = new BulkRequests(access.paths(), requests, access.attempts());
        this.specs = new SpecRequests(access, reads);
        this.control = new ControlRequests(access, reads);
        this.listings = new Listings(access.paths(), access.attempts(), members);
        this.explanations = new Explanations(access, planner, listings, reads);
    }

    @Override
    public final String scope() {
        return access.scope();
    }

    @Override
    public final StartOutcome startChild(ChildSpec spec) {
        return Futures.await(requests.start(given(spec)));
    }

    @Override
    public final CompletableFuture<StartOutcome> startChildAsync(ChildSpec spec) {
        return Futures.expose(requests.start(given(spec)));
    }

    @Override
    public final Map<String, StartOutcome> startChildren(Collection<ChildSpec> specs) {
        return Futures.await(bulk.start(specs));
    }

    @Override
    public final CompletableFuture<Map<String, StartOutcome>> startChildrenAsync(Collection<ChildSpec> specs) {
        return Futures.expose(bulk.start(specs));
    }

    @Override
    public final boolean terminateChild(String childId) {
        return Futures.await(requests.terminate(valid(childId)));
    }

    @Override
    public final CompletableFuture<Boolean> terminateChildAsync(String childId) {
        return Futures.expose(requests.terminate(valid(childId)));
    }

    @Override
    public final int terminateChildren(Collection<String> childIds) {
        childIds.forEach(ScopeCalls::valid);
        return Futures.await(bulk.terminate(childIds));
    }

    @Override
    public final CompletableFuture<Integer> terminateChildrenAsync(Collection<String> childIds) {
        childIds.forEach(ScopeCalls::valid);
        return Futures.expose(bulk.terminate(childIds));
    }

    @Override
    public final void restartChild(String childId) {
        Futures.await(specs.restart(valid(childId)));
    }

    @Override
    public final CompletableFuture<Void> restartChildAsync(String childId) {
        return Futures.expose(specs.restart(valid(childId)));
    }

    @Override
    public final void pauseChild(String childId) {
        Futures.await(specs.pause(valid(childId)));
    }

    @Override
    public final CompletableFuture<Void> pauseChildAsync(String childId) {
        return Futures.expose(specs.pause(valid(childId)));
    }

    @Override
    public final void resumeChild(String childId) {
        Futures.await(specs.resume(valid(childId)));
    }

    @Override
    public final CompletableFuture<Void> resumeChildAsync(String childId) {
        return Futures.expose(specs.resume(valid(childId)));
    }

    @Override
    public final int updateChild(ChildSpec spec, int expectedRevision) {
        return Futures.await(specs.update(given(spec), expectedRevision));
    }

    @Override
    public final CompletableFuture<Integer> updateChildAsync(ChildSpec spec, int expectedRevision) {
        return Futures.expose(specs.update(given(spec), expectedRevision));
    }

    @Override
    public final void moveChild(String childId, String nodeId) {
        Futures.await(specs.move(valid(childId), NodeIds.check(nodeId)));
    }

    @Override
    public final CompletableFuture<Void> moveChildAsync(String childId, String nodeId) {
        return Futures.expose(specs.move(valid(childId), NodeIds.check(nodeId)));
    }

    @Override
    public final void unpinChild(String childId) {
        Futures.await(specs.unpin(valid(childId)));
    }

    @Override
    public final CompletableFuture<Void> unpinChildAsync(String childId) {
        return Futures.expose(specs.unpin(valid(childId)));
    }

    @Override
    public final void drain(String nodeId) {
        Futures.await(control.drain(NodeIds.check(nodeId)));
    }

    @Override
    public final CompletableFuture<Void> drainAsync(String nodeId) {
        return Futures.expose(control.drain(NodeIds.check(nodeId)));
    }

    @Override
    public final void undrain(String nodeId) {
        Futures.await(control.undrain(NodeIds.check(nodeId)));
    }

    @Override
    public final CompletableFuture<Void> undrainAsync(String nodeId) {
        return Futures.expose(control.undrain(NodeIds.check(nodeId)));
    }

    @Override
    public final void pauseRebalancing() {
        Futures.await(control.pauseRebalancing());
    }

    @Override
    public final CompletableFuture<Void> pauseRebalancingAsync() {
        return Futures.expose(control.pauseRebalancing());
    }

    @Override
    public final void resumeRebalancing() {
        Futures.await(control.resumeRebalancing());
    }

    @Override
    public final CompletableFuture<Void> resumeRebalancingAsync() {
        return Futures.expose(control.resumeRebalancing());
    }

    @Override
    public final boolean isRebalancingPaused() {
        return Futures.await(control.isRebalancingPaused());
    }

    @Override
    public final CompletableFuture<Boolean> isRebalancingPausedAsync() {
        return Futures.expose(control.isRebalancingPaused());
    }

    @Override
    public final List<ChildInfo> whichChildren() {
        return Futures.await(listings.all());
    }

    @Override
    public final CompletableFuture<List<ChildInfo>> whichChildrenAsync() {
        return Futures.expose(listings.all());
    }

    @Override
    public final ChildCounts countChildren() {
        return Futures.await(listings.counts());
    }

    @Override
    public final CompletableFuture<ChildCounts> countChildrenAsync() {
        return Futures.expose(listings.counts());
    }

    @Override
    public final Optional<ChildInfo> findChild(String childId) {
        return Futures.await(listings.one(valid(childId)));
    }

    @Override
    public final CompletableFuture<Optional<ChildInfo>> findChildAsync(String childId) {
        return Futures.expose(listings.one(valid(childId)));
    }

    @Override
    public final CompletableFuture<ChildInfo> whenRunning(String childId) {
        return Futures.expose(new RunWatch(access, valid(childId), listings).start());
    }

    @Override
    public final ChildExplanation explain(String childId) {
        return Futures.await(explanations.explain(valid(childId)));
    }

    @Override
    public final CompletableFuture<ChildExplanation> explainAsync(String childId) {
        return Futures.expose(explanations.explain(valid(childId)));
    }

    @Override
    public final PlacementPreview previewPlacement(Collection<String> leaving, Collection<ProspectiveMember> joining) {
        return Futures.await(explanations.preview(leaving, joining));
    }

    @Override
    public final CompletableFuture<PlacementPreview> previewPlacementAsync(
            Collection<String> leaving, Collection<ProspectiveMember> joining) {
        return Futures.expose(explanations.preview(leaving, joining));
    }

    @Override
    public List<MemberInfo> members() {
        return Futures.await(control.members());
    }

    @Override
    public CompletableFuture<List<MemberInfo>> membersAsync() {
        return Futures.expose(control.members());
    }

    private static ChildSpec given(ChildSpec spec) {
        return Objects.requireNonNull(spec, "spec");
    }

    /** The rules of a child id, without making a spec of it. */
    private static String valid(String childId) {
        return ChildSpec.of(childId, "any").id();
    }
}
