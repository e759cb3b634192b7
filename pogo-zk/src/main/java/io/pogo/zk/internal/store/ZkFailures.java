package io.pogo.zk.internal.store;

import io.pogo.engine.store.Refusal;
import io.pogo.engine.store.StoreFailure;
import io.pogo.engine.store.UnclearAnswer;
import io.pogo.engine.store.Write;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.OpResult;
import org.jspecify.annotations.Nullable;

/** The translation of ZooKeeper's result codes into failures of the engine's, in words for people. */
public final class ZkFailures {
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

    private ZkFailures() {}

    /** Returns whether a result code neither grants nor refuses a request: see {@link UnclearAnswer}. */
    public static boolean isUnclear(int rc) {
        try {
            return !CLEAR.contains(Code.get(rc));
        } catch (IllegalArgumentException unknown) {
            return true;
        }
    }

    /** Returns the failure of a request about a znode. */
    public static StoreFailure of(Code code, String path) {
        return new StoreFailure(refusal(code), -1, words(code) + " at " + path);
    }

    /** Returns the failure of a transaction, which names the write that was refused. */
    static StoreFailure of(Code code, List<Write> writes, @Nullable List<OpResult> results) {
        if (results != null) {
            for (int i = 0; i < results.size(); i++) {
                if (results.get(i) instanceof OpResult.ErrorResult error && isCause(error)) {
                    Code own = Code.get(error.getErr());
                    return new StoreFailure(
                            refusal(own), i, words(own) + " at " + writes.get(i).path());
                }
            }
        }
        return new StoreFailure(refusal(code), -1, words(code));
    }

    /** Returns a failure of Curator's in the form that the engine expects; other failures as they are. */
    public static Throwable told(Throwable failure) {
        if (!(failure instanceof KeeperException answer)) {
            return failure;
        }
        if (isUnclear(answer.code().intValue())) {
            return new UnclearAnswer(words(answer.code()));
        }
        String at = answer.getPath() == null ? "" : " at " + answer.getPath();
        return new StoreFailure(refusal(answer.code()), -1, words(answer.code()) + at);
    }

    private static boolean isCause(OpResult.ErrorResult error) {
        return error.getErr() != Code.OK.intValue() && error.getErr() != Code.RUNTIMEINCONSISTENCY.intValue();
    }

    static Refusal refusal(Code code) {
        return switch (code) {
            case NONODE -> Refusal.MISSING;
            case NODEEXISTS -> Refusal.EXISTS;
            case BADVERSION -> Refusal.VERSION;
            case NOTEMPTY -> Refusal.NOT_EMPTY;
            case NOCHILDRENFOREPHEMERALS -> Refusal.CHILDLESS;
            case NOAUTH -> Refusal.DENIED;
            case AUTHFAILED -> Refusal.UNKNOWN_IDENTITY;
            case INVALIDACL -> Refusal.BAD_ACCESS_LIST;
            case QUOTAEXCEEDED -> Refusal.QUOTA;
            case CONNECTIONLOSS, OPERATIONTIMEOUT, REQUESTTIMEOUT -> Refusal.LOST;
            case SESSIONEXPIRED, SESSIONMOVED -> Refusal.ENDED;
            default -> Refusal.OTHER;
        };
    }

    /** Returns a description of a result code of ZooKeeper. */
    public static String words(Code code) {
        return switch (code) {
            case CONNECTIONLOSS -> "the connection was lost";
            case SESSIONEXPIRED -> "the session has expired";
            case SESSIONMOVED -> "the session has moved to another server";
            case OPERATIONTIMEOUT, REQUESTTIMEOUT -> "there was no answer in time";
            case NOAUTH -> "no permission";
            case AUTHFAILED -> "the authentication failed";
            case INVALIDACL -> "the access list is not valid";
            case QUOTAEXCEEDED -> "the quota is used up";
            case NONODE -> "it is not there";
            case NODEEXISTS -> "it is there already";
            case BADVERSION -> "it was changed meanwhile";
            case NOTEMPTY -> "it is not empty";
            case THROTTLEDOP -> "the server is overloaded";
            default -> "ZooKeeper's answer was \"" + code.name().toLowerCase(Locale.ROOT) + "\"";
        };
    }
}
