package io.pogo;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A declared set: a named, versioned list of child specs, which says "these children and no others". Immutable. {@link
 * ChildRequests#declare} brings the scope in line with it; use {@link ChildRequests#startChild} for children that come
 * and go one by one.
 *
 * <pre>{@code
 * ChildSet feeds = ChildSet.named("feeds")
 *         .version(20261130_1)
 *         .of(List.of(
 *                 ChildSpec.of("feed-a", "feed").withArgument("url", "https://a.example/"),
 *                 ChildSpec.of("feed-b", "feed").withArgument("url", "https://b.example/")));
 * SetOutcome outcome = supervisor.declare(feeds);
 * }</pre>
 *
 * The version orders the declarations of a set: the highest one counts, whatever the order in which they arrive. Raise
 * it with every change of the list: a date and a number, a build number. A set may have 100,000 children, and a child
 * belongs to one set or to none.
 */
public final class ChildSet {
    /** The largest number of characters in the name of a set: 100. */
    public static final int MAX_NAME_LENGTH = 100;

    /** The largest number of children in a set: 100,000. */
    public static final int MAX_CHILDREN = 100_000;

    private final String name;
    private final long version;
    private final Map<String, ChildSpec> specs;
    private final boolean adopting;

    private ChildSet(String name, long version, Map<String, ChildSpec> specs, boolean adopting) {
        this.name = name;
        this.version = version;
        this.specs = specs;
        this.adopting = adopting;
    }

    /**
     * Begins a set with this name.
     *
     * @param name the name, unique in the scope: 1 to 100 letters, digits, dots, dashes or underscores of ASCII, the
     *     first one a letter or a digit
     * @return the name, to which the version is added
     * @throws IllegalArgumentException if the name breaks a rule; the message names it
     */
    public static Named named(String name) {
        return new Named(checkName(name));
    }

    /**
     * Checks the name of a set.
     *
     * @param name the name
     * @return the name
     * @throws IllegalArgumentException if the name breaks a rule; the message names it
     */
    public static String checkName(String name) {
        return SpecRules.setName(name);
    }

    /** The name of a set, without version and children. */
    public static final class Named {
        private final String name;

        private Named(String name) {
            this.name = name;
        }

        /**
         * Adds the version.
         *
         * @param version zero or more; a declaration with a lower version than the stored one changes nothing
         * @return the name and version, to which the children are added
         * @throws IllegalArgumentException if the version is negative
         */
        public Versioned version(long version) {
            if (version < 0) {
                throw new IllegalArgumentException(
                        "the version of set \"" + name + "\" is " + version + "; it must be 0 or more");
            }
            return new Versioned(name, version);
        }
    }

    /** The name and the version of a set, without children. */
    public static final class Versioned {
        private final String name;
        private final long version;

        private Versioned(String name, long version) {
            this.name = name;
            this.version = version;
        }

        /**
         * Adds the children. An empty list is allowed: the set has no children then, and its version is still known.
         *
         * @param specs the specs, with different ids; their order does not matter
         * @return the set
         * @throws IllegalArgumentException if two specs have the same id, or if there are more than 100,000
         */
        public ChildSet of(Collection<ChildSpec> specs) {
            if (specs.size() > MAX_CHILDREN) {
                throw new IllegalArgumentException("set \"" + name + "\" has " + specs.size() + " children; at most "
                        + MAX_CHILDREN + " are allowed");
            }
            Map<String, ChildSpec> byId = new TreeMap<>();
            for (ChildSpec spec : specs) {
                Objects.requireNonNull(spec, "child spec");
                if (byId.put(spec.id(), spec) != null) {
                    throw new IllegalArgumentException(
                            "set \"" + name + "\" has child id \"" + spec.id() + "\" twice; remove one of the specs");
                }
            }
            return new ChildSet(name, version, byId, false);
        }
    }

    /**
     * Returns this set with permission to adopt: a child of the list that exists already, loose or in another set, is
     * taken over by this set instead of refused. It keeps running if its spec is the same.
     *
     * @return the new set
     */
    public ChildSet adopting() {
        return new ChildSet(name, version, specs, true);
    }

    /** {@return the name of the set, unique in its scope} */
    public String name() {
        return name;
    }

    /** {@return the version of this declaration, 0 or more} */
    public long version() {
        return version;
    }

    /** {@return the specs, an immutable list, ordered by id} */
    public List<ChildSpec> specs() {
        return List.copyOf(specs.values());
    }

    /** {@return true if children that exist outside the set are taken over} */
    public boolean isAdopting() {
        return adopting;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChildSet that
                && name.equals(that.name)
                && version == that.version
                && adopting == that.adopting
                && specs.equals(that.specs);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, version, adopting, specs);
    }

    @Override
    public String toString() {
        return "ChildSet[" + name + ", version " + version + ", " + specs.size() + " children"
                + (adopting ? ", adopting" : "") + "]";
    }
}
