package io.pogo.engine.view;

import io.pogo.ChildExplanation;
import io.pogo.ChildExplanation.Transition;
import io.pogo.ChildInfo;
import io.pogo.ChildNotFoundException;
import io.pogo.PlacementPreview;
import io.pogo.ProspectiveMember;
import io.pogo.core.Explainer;
import io.pogo.core.Planner;
import io.pogo.core.PlannerSettings;
import io.pogo.core.Preview;
import io.pogo.core.ScopeState;
import io.pogo.core.TerminatedChild;
import io.pogo.engine.access.ScopeAccess;
import io.pogo.engine.base.WallClock;
import io.pogo.engine.members.MemberReads;
import io.pogo.engine.store.Session;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Explains why a child is where it is, and previews moves: by the planner's rules, from data that is read on request.
 */
public final class Explanations {
    private final ScopeAccess access;
    private final PlannerSettings settings;
    private final Listings listings;
    private final ScopeReader reader;

    /** Creates explanations by the settings of a planner; the planner of the scope may have different ones. */
    public Explanations(ScopeAccess access, PlannerSettings settings, Listings listings, ScopeReader reader) {
        this.access = access;
        this.settings = settings;
        this.listings = listings;
        this.reader = reader;
    }

    public CompletableFuture<ChildExplanation> explain(String id) {
        return access.attempts().run("the explanation of child " + id, (session, repeated) -> explain(session, id));
    }

    public CompletableFuture<PlacementPreview> preview(
            Collection<String> leaving, Collection<ProspectiveMember> joining) {
        List<String> gone = List.copyOf(leaving);
        List<ProspectiveMember> added = List.copyOf(joining);
        return access.attempts()
                .run(
                        "the preview of the placement",
                        (session, repeated) -> reader.read(session)
                                .thenApplyAsync(
                                        state -> {
                                            gone.forEach(node ->
                                                    MemberReads.existing(state.nodes(), node, "previewed as leaving"));
                                            return Preview.of(
                                                    new Planner(settings), state, gone, added, WallClock.millis());
                                        },
                                        access.callbacks().work()));
    }

    private CompletableFuture<ChildExplanation> explain(Session session, String id) {
        CompletableFuture<ScopeState> state = reader.read(session);
        CompletableFuture<Optional<ChildInfo>> info = listings.one(session, id);
        CompletableFuture<List<Transition>> transitions = new History(session, access.paths(), id).read();
        return CompletableFuture.allOf(state, info, transitions)
                .thenApplyAsync(
                        read -> explained(id, state.join(), info.join(), transitions.join()),
                        access.callbacks().work());
    }

    private ChildExplanation explained(
            String id, ScopeState state, Optional<ChildInfo> info, List<Transition> transitions) {
        if (!state.children().containsKey(id)) {
            return info.flatMap(TerminatedChild::explain)
                    .map(explained -> explained.with(explained.state(), transitions))
                    .orElseThrow(() -> new ChildNotFoundException(access.scope(), id));
        }
        ChildExplanation explained = info.map(seen -> Explainer.explain(state, seen, settings, WallClock.millis()))
                .orElseGet(() -> Explainer.explain(state, id, settings, WallClock.millis()));
        return waiting(state, explained).with(explained.state(), transitions);
    }

    private static ChildExplanation waiting(ScopeState state, ChildExplanation explained) {
        boolean needsPlanner = switch (explained.state()) {
            case STUCK, PAUSED, COMPLETED -> false;
            default -> true;
        };
        return state.nodes().isEmpty() && needsPlanner
                ? new ChildExplanation(
                        explained.id(),
                        explained.state(),
                        explained.node(),
                        explained.why(),
                        explained.elsewhere(),
                        "a planner: the scope has no member",
                        explained.transitions())
                : explained;
    }
}
