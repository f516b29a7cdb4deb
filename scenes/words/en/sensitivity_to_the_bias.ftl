# What SensitivityToTheBias says.
# $first, $second and $third are the ratios of neighbouring moves under the push, $one that of the bias and the sum.

claim = For the bias only one factor changes, and it becomes { $one }.

recall_the_weight =
    From the weight { $weight } to the cost, a push goes through three ratios: { $first }, { $second } and { $third }.

enter_beside_it =
    The bias { $bias } enters at the same sum. From z on, its way is the weight's way. Only the first ratio is new.

see_the_bias_alone =
    In the sum, b is multiplied by nothing. What b gains, z gains: the ratio is { $one }.

nudge_both =
    Push both by { $nudge }. Here z moves { $first } times as far, there as far as b: the bias passes its push on unchanged.

put_the_numbers_in =
    { $settles ->
        [settles] Make both pushes smaller and smaller, and each ratio becomes a slope. The product of the slopes is the slope for the bias: { $slope }.
       *[none] Slopes multiply in the same way. Their product is the slope for the bias: { $slope }.
    } { $zero ->
        [flat] It is zero, for the curve is flat where z stands.
        [right] It is zero, for nothing is to be gained here.
       *[no] {""}
    }

# On screen, at the right end of the rule below which all is drawn longer.
lens = × { $factor } from here
