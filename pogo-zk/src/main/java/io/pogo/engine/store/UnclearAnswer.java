package io.pogo.engine.store;

import java.util.EnumSet;
import java.util.Set;
import org.apache.zookeeper.KeeperException.Code;

/**
 * An answer that neither grants nor refuses a request, or no answer at all. As after a lost connection, it is unknown
 * if the request was carried out. An overloaded server answers THROTTLEDOP; a server of another version may answer
 * codes that this client does not know.
 */
public final class UnclearAnswer extends Exception {
    private static final long serialVersionUID = 1L;

    /** The codes with a defined meaning, an outcome or a loss; all others, the unknown ones included, are unclear. */
    private static final Set<Code> CLEAR = EnumSet.of(
            Code.OK,
            Code.RUNTIMEINCONSISTENCY,
            Code.CONNECTIONLOSS,
            Code.OPERATIONTIMEOUT,
            Code.REQUESTTIMEOUT,
            Code.SESSIONEXPIRED,
            Code.SESSIONMOVED,
            Code.UNIMPLEMENTED,
            Code.BADARGUMENTS,
            Code.NONODE,
            Code.NOAUTH,
            Code.BADVERSION,
            Code.NOCHILDRENFOREPHEMERALS,
            Code.NODEEXISTS,
            Code.NOTEMPTY,
            Code.INVALIDACL,
            Code.AUTHFAILED,
            Code.NOTREADONLY,
            Code.NOWATCHER,
            Code.QUOTAEXCEEDED);

    public UnclearAnswer(String message) {
        super(message);
    }

    /** Returns whether a result code is unclear. */
    public static boolean is(int rc) {
        try {
            return !CLEAR.contains(Code.get(rc));
        } catch (IllegalArgumentException unknown) {
            return true;
        }
    }
}
