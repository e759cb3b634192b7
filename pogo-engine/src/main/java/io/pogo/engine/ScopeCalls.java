package io.pogo.engine;

import io.pogo.ChildSet;
import io.pogo.ChildSpec;
import io.pogo.Finding;
import io.pogo.ScopeClient;
import io.pogo.SetOutcome;
import io.pogo.StartOutcome;
import io.pogo.core.PlannerSettings;
import io.pogo.engine.access.ScopeAccess;
import io.pogo.engine.base.Futures;
import io.pogo.engine.base.NodeIds;
import io.pogo.engine.members.MemberReads;
import io.pogo.engine.request.BulkRequests;
import io.pogo.engine.request.ControlRequests;
import io.pogo.engine.request.Requests;
import io.pogo.engine.request.SpecRequests;
import io.pogo.engine.sets.SetRequests;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;

/**
 * The requests to a scope as its user sees them: checks the arguments, passes the request on to the responsible class,
 * and waits for the result.
 */
public abstract class ScopeCalls extends ViewCalls implements ScopeClient {
    private final Requests requests;
    private final BulkRequests bulk;
    private final SpecRequests specs;
    private final ControlRequests control;
    private final SetRequests sets;

    ScopeCalls(ScopeAccess access, PlannerSettings planner) {
        this(access, planner, new MemberReads(access.loop(), access.paths()));
    }

    private ScopeCalls(ScopeAccess access, PlannerSettings planner, MemberReads reads) {
        super(access, planner, reads);
        this.requests = new Requests(access.paths(), access.attempts());
        this.bulk = new BulkRequests(access.paths(), requests, access.attempts());
        this.specs = new SpecRequests(access, reads);
        this.control = new ControlRequests(access, reads);
        this.sets = new SetRequests(access, requests);
    }

    @Override
    public final StartOutcome startChild(ChildSpec spec) {
        return Futures.await(requests.start(given(spec)));
    }

    @Override
    public final CompletableFuture<StartOutcome> startChildAsync(ChildSpec spec) {
        return expose(requests.start(given(spec)));
    }

    @Override
    public final Map<String, StartOutcome> startChildren(Collection<ChildSpec> specs) {
        return Futures.await(bulk.start(specs));
    }

    @Override
    public final CompletableFuture<Map<String, StartOutcome>> startChildrenAsync(Collection<ChildSpec> specs) {
        return expose(bulk.start(specs));
    }

    @Override
    public final boolean terminateChild(String childId) {
        return Futures.await(requests.terminate(valid(childId)));
    }

    @Override
    public final CompletableFuture<Boolean> terminateChildAsync(String childId) {
        return expose(requests.terminate(valid(childId)));
    }

    @Override
    public final int terminateChildren(Collection<String> childIds) {
        childIds.forEach(ViewCalls::valid);
        return Futures.await(bulk.terminate(childIds));
    }

    @Override
    public final CompletableFuture<Integer> terminateChildrenAsync(Collection<String> childIds) {
        childIds.forEach(ViewCalls::valid);
        return expose(bulk.terminate(childIds));
    }

    @Override
    public final void restartChild(String childId) {
        Futures.await(specs.restart(valid(childId)));
    }

    @Override
    public final CompletableFuture<Void> restartChildAsync(String childId) {
        return expose(specs.restart(valid(childId)));
    }

    @Override
    public final void pauseChild(String childId) {
        Futures.await(specs.pause(valid(childId)));
    }

    @Override
    public final CompletableFuture<Void> pauseChildAsync(String childId) {
        return expose(specs.pause(valid(childId)));
    }

    @Override
    public final void resumeChild(String childId) {
        Futures.await(specs.resume(valid(childId)));
    }

    @Override
    public final CompletableFuture<Void> resumeChildAsync(String childId) {
        return expose(specs.resume(valid(childId)));
    }

    @Override
    public final int updateChild(ChildSpec spec, int expectedRevision) {
        return Futures.await(specs.update(given(spec), expectedRevision));
    }

    @Override
    public final CompletableFuture<Integer> updateChildAsync(ChildSpec spec, int expectedRevision) {
        return expose(specs.update(given(spec), expectedRevision));
    }

    @Override
    public final void moveChild(String childId, String nodeId) {
        Futures.await(specs.move(valid(childId), NodeIds.check(nodeId)));
    }

    @Override
    public final CompletableFuture<Void> moveChildAsync(String childId, String nodeId) {
        return expose(specs.move(valid(childId), NodeIds.check(nodeId)));
    }

    @Override
    public final void unpinChild(String childId) {
        Futures.await(specs.unpin(valid(childId)));
    }

    @Override
    public final CompletableFuture<Void> unpinChildAsync(String childId) {
        return expose(specs.unpin(valid(childId)));
    }

    @Override
    public final SetOutcome declare(ChildSet set) {
        return Futures.await(sets.declare(Objects.requireNonNull(set, "set"), SetRequests::ignore));
    }

    @Override
    public final CompletableFuture<SetOutcome> declareAsync(ChildSet set) {
        return declareAsync(set, SetRequests::ignore);
    }

    @Override
    public final CompletableFuture<SetOutcome> declareAsync(ChildSet set, IntConsumer progress) {
        Objects.requireNonNull(progress, "progress");
        return expose(sets.declare(Objects.requireNonNull(set, "set"), progress));
    }

    @Override
    public final SetOutcome withdrawSet(String setName) {
        return Futures.await(sets.withdraw(ChildSet.checkName(setName)));
    }

    @Override
    public final CompletableFuture<SetOutcome> withdrawSetAsync(String setName) {
        return expose(sets.withdraw(ChildSet.checkName(setName)));
    }

    @Override
    public final SetOutcome previewSet(ChildSet set) {
        return Futures.await(sets.preview(Objects.requireNonNull(set, "set")));
    }

    @Override
    public final CompletableFuture<SetOutcome> previewSetAsync(ChildSet set) {
        return expose(sets.preview(Objects.requireNonNull(set, "set")));
    }

    @Override
    public final void drain(String nodeId) {
        Futures.await(control.drain(NodeIds.check(nodeId)));
    }

    @Override
    public final CompletableFuture<Void> drainAsync(String nodeId) {
        return expose(control.drain(NodeIds.check(nodeId)));
    }

    @Override
    public final void undrain(String nodeId) {
        Futures.await(control.undrain(NodeIds.check(nodeId)));
    }

    @Override
    public final CompletableFuture<Void> undrainAsync(String nodeId) {
        return expose(control.undrain(NodeIds.check(nodeId)));
    }

    @Override
    public final void pauseRebalancing() {
        Futures.await(control.pauseRebalancing());
    }

    @Override
    public final CompletableFuture<Void> pauseRebalancingAsync() {
        return expose(control.pauseRebalancing());
    }

    @Override
    public final void resumeRebalancing() {
        Futures.await(control.resumeRebalancing());
    }

    @Override
    public final CompletableFuture<Void> resumeRebalancingAsync() {
        return expose(control.resumeRebalancing());
    }

    @Override
    public final void acknowledgeLostSpecs() {
        Futures.await(control.acknowledgeLostSpecs());
    }

    @Override
    public final CompletableFuture<Void> acknowledgeLostSpecsAsync() {
        return expose(control.acknowledgeLostSpecs());
    }

    @Override
    public final List<Finding> repair(Collection<Finding> findings) {
        return Futures.await(checks().repair(findings));
    }

    @Override
    public final CompletableFuture<List<Finding>> repairAsync(Collection<Finding> findings) {
        return expose(checks().repair(findings));
    }

    private static ChildSpec given(ChildSpec spec) {
        return Objects.requireNonNull(spec, "spec");
    }
}
